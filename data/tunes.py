"""Traditional tunes as the project wrote them down: title, tonic, mode, origin, notes.

A note is a degree of the scale, 1 to 7, with `,` for the octave below and `'` for the one above,
`#` or `b` for a half-tone up or down, and after a colon its length in eighths (2 without one: a
crotchet). Degrees are those of the major or of the natural minor scale.
"""

TUNES = [
    ("Ah! vous dirai-je, maman", 60, "major", "France",
     "1 1 5 5 6 6 5:4 4 4 3 3 2 2 1:4 5 5 4 4 3 3 2:4 5 5 4 4 3 3 2:4 1 1 5 5 6 6 5:4 4 4 3 3 2 2 "
     "1:4"),
    ("Frère Jacques", 65, "major", "France",
     "1 2 3 1 1 2 3 1 3 4 5:4 3 4 5:4 5:1 6:1 5:1 4:1 3 1 5:1 6:1 5:1 4:1 3 1 1 5, 1:4 1 5, 1:4"),
    ("London Bridge", 60, "major", "England",
     "5:3 6:1 5 4 3 4 5:4 2 3 4:4 3 4 5:4 5:3 6:1 5 4 3 4 5:4 2:4 5:4 3 1:6"),
    ("Mary Had a Little Lamb", 64, "major", "United States",
     "3 2 1 2 3 3 3:4 2 2 2:4 3 5 5:4 3 2 1 2 3 3 3 3 2 2 3 2 1:8"),
    ("Row, Row, Row Your Boat", 60, "major", "United States",
     "1:3 1:3 1:2 2:1 3:3 3:2 2:1 3:2 4:1 5:6 1':1 1':1 1':1 5:1 5:1 5:1 3:1 3:1 3:1 1:1 1:1 1:1 "
     "5:2 4:1 3:2 2:1 1:6"),
    ("Au clair de la lune", 67, "major", "France",
     "1 1 1 2 3:4 2:4 1 3 2 2 1:8 1 1 1 2 3:4 2:4 1 3 2 2 1:8 2 2 2 2 6,:4 6,:4 2 1 7, 6, 5,:8 "
     "1 1 1 2 3:4 2:4 1 3 2 2 1:8"),
    ("Hänschen klein", 60, "major", "Germany",
     "5 3 3:4 4 2 2:4 1 2 3 4 5 5 5:4 5 3 3:4 4 2 2:4 1 3 5 5 1:8 2 2 2 2 2 3 4:4 3 3 3 3 3 4 5:4 "
     "5 3 3:4 4 2 2:4 1 3 5 5 1:8"),
    ("Alle meine Entchen", 60, "major", "Germany",
     "1 2 3 4 5:4 5:4 6 6 6 6 5:8 6 6 6 6 5:8 4 4 4 4 3:4 3:4 2 2 2 2 1:8"),
    ("Fuchs, du hast die Gans gestohlen", 62, "major", "Germany",
     "1 2 3 4 5 5 5 5 6 4 1' 6 5:8 6 4 1' 6 5:8 5 4 4 4 4 3 3 3 3 2 3 2 1 3:4 5:4 "
     "5 4 4 4 4 3 3 3 3 2 3 2 1:6"),
    ("Kuckuck, Kuckuck", 60, "major", "Austria",
     "5 3:4 5 3:4 2 1 2 1:6 2 2 3 4:4 2 3 3 4 5:4 3 5 3:4 5 3:4 4 3 2 1:6"),
    ("Auld Lang Syne", 65, "major", "Scotland",
     "5, 1:3 1:1 1 3 2:3 1:1 2 3 1:3 1:1 3 5 6:6 6 5:3 3:1 3 1 2:3 1:1 2 3 1:3 6,:1 6, 5, 1:6"),
    ("Yankee Doodle", 67, "major", "United States",
     "1 1 2 3 1 3 2 5, 1 1 2 3 1:4 7,:4 1 1 2 3 4 3 2 1 7, 5, 6, 7, 1:4 1:4"),
    ("Old MacDonald", 67, "major", "England and United States",
     "1 1 1 5, 6, 6, 5,:4 3 3 2 2 1:6 5, 1 1 1 5, 6, 6, 5,:4 3 3 2 2 1:6"),
    ("Three Blind Mice", 60, "major", "England",
     "3:3 2:3 1:6 3:3 2:3 1:6 5:3 4:2 4:1 3:6 5:3 4:2 4:1 3:5 5:1 1':2 1':1 7:1 6:1 7:1 1':2 5:1 "
     "5:3 5:1 1':1 1':1 7:1 6:1 7:1 1':2 5:1 5:3 4:3 3:3 2:3 1:6"),
    ("Pop Goes the Weasel", 60, "major", "England",
     "1:2 1:1 2:2 2:1 3:1 5:1 3:1 1:2 5,:1 1:2 1:1 2:2 2:1 3:3 1:3 1:2 1:1 2:2 2:1 3:1 5:1 3:1 "
     "1:3 6:3 2:2 4:1 3:3 1:3"),
    ("Amazing Grace", 67, "major", "United States",
     "5, 1:4 3:1 1:1 3:4 2 1:4 6, 5,:4 5, 1:4 3:1 1:1 3:4 2 5:8 3 5:4 3:1 1:1 3:4 2 1:4 6, 5,:4 "
     "5, 1:4 3:1 1:1 3:4 2 1:8"),
    ("Scarborough Fair", 64, "minor", "England",
     "1:4 1 5:4 5 2:3 3:1 2 1:6 5 7 1':4 7 5 6# 4 5:6 1' 1' 1' 7:4 5 5 4 3 2 7,:6 1:4 5 4:4 3 2 1 "
     "7, 1:6"),
    ("Drunken Sailor", 62, "minor", "Sea shanty",
     "5 5:1 5:1 5 5:1 5:1 5 1 3 5 4 4:1 4:1 4 4:1 4:1 4 7, 2 4 5 5:1 5:1 5 5:1 5:1 5 6# 7 1' 7 5 4 "
     "2 1:4 1:4"),
    ("When the Saints Go Marching In", 60, "major", "United States",
     "1 3 4 5:8 1 3 4 5:8 1 3 4 5:4 3:4 1:4 3:4 2:8 3 3 2 1:6 1 3:4 5 5 5 4:8 3 4 5:4 3:4 1:4 2:4 "
     "1:8"),
    ("Michael, Row the Boat Ashore", 62, "major", "United States",
     "1 3 5:3 3:1 5 6 5:4 3 5 6:4 5:8 3 5 5:3 3:1 4 3 2:4 1 2 3:4 2:4 1:8"),
    ("Skip to My Lou", 65, "major", "United States",
     "3 3 1 1 3 3:1 3:1 5:4 2 2 7, 7, 2 2:1 2:1 4:4 3 3 1 1 3 3:1 3:1 5:4 2 3:1 4:1 3 2 1:4 1:4"),
    ("This Old Man", 60, "major", "England",
     "5 3 5:4 5 3 5:4 6 5 4 3 2 3 4:4 3:1 4:1 5 1 1:1 1:1 1:1 2:1 3:1 4:1 5:4 5 2 2 4 3 2 1:4"),
    ("Hot Cross Buns", 64, "major", "England",
     "3:4 2:4 1:8 3:4 2:4 1:8 1 1 1 1 2 2 2 2 3:4 2:4 1:8"),
    ("The Muffin Man", 67, "major", "England",
     "5, 1 1 2 3 1 1 7,:1 6,:1 2 2 1:1 7,:1 5, 5, 5, 1 1 2 3 1 1:1 1:1 1:1 2 2 5, 5, 1:6"),
    ("Sur le pont d'Avignon", 67, "major", "France",
     "1 1 1:4 2 2 2:4 3 4 5 1 7, 1 2 5, 1 1 1:4 2 2 2:4 3 4 5 1 2 7, 1:4"),
    ("Go Tell Aunt Rhody", 65, "major", "United States",
     "3:4 3 2 1:4 1:4 2:4 2 4 3 2 1:4 5:4 5 4 3:4 3:4 2 1 2 3 1:8"),
    ("Tempus adest floridum", 65, "major", "Finland and Sweden, 1582",
     "1 1 1 2 1 1 5,:4 6, 5, 6, 7, 1:4 1:4 1 1 1 2 1 1 5,:4 6, 5, 6, 7, 1:4 1:4 5 4 3 2 3 2 1:4 "
     "6, 5, 6, 7, 1:4 1:4 5, 5, 6, 7, 1 1 2:4 5 4 3 2 1:4 4:4 1:8"),
    ("Nos Galan", 65, "major", "Wales",
     "5:3 4:1 3 2 1 2 3 1 2:1 3:1 4:1 2:1 3:3 2:1 1 7, 1:4 2:3 3:1 4 2 3:3 4:1 5 2 3:1 4#:1 5 "
     "6:1 7:1 1' 7 6 5:4 5:3 4:1 3 2 1 2 3 1 6:1 6:1 6:1 6:1 5:3 4:1 3 2 1:4"),
    ("God Rest You Merry, Gentlemen", 64, "minor", "England",
     "1 1 5 5 4 3 2 1 7, 1 2 3 4 5:6 1 1 5 5 4 3 2 1 7, 1 2 3 4 5:6 5 6 4 5 6 7 1' 5 4 3 1 2 3 "
     "4:4 3 4 5:4 6 5 5 4 3 2 1:4"),
    ("O Tannenbaum", 65, "major", "Germany",
     "5, 1:3 1:1 1:4 2 3:3 3:1 3:4 3 2 3 4:4 7, 2:4 1 5 5 3 6:4 5 5 4 4:4 4 4 2 5:4 4 4 3 3:4 5, "
     "1:3 1:1 1:4 2 3:3 3:1 3:4 3 2 3 4:4 7, 2:4 1:4"),
    ("We Wish You a Merry Christmas", 67, "major", "England",
     "5, 1 1:1 2:1 1:1 7,:1 6, 6, 6, 2 2:1 3:1 2:1 1:1 7, 5, 5, 3 3:1 4:1 3:1 2:1 1 6, 5,:1 5,:1 "
     "6, 2 7, 1:4"),
    ("The First Noel", 62, "major", "Cornwall",
     "3:1 2:1 1:3 2:1 3:1 4:1 5:4 6:1 7:1 1' 7 6 5:4 6:1 7:1 1' 7 6 5 6 7 1' 5 4 3:4"),
    ("The Farmer in the Dell", 65, "major", "Germany and United States",
     "5,:1 1:2 1:1 1:2 1:1 1:5 2:1 3:2 3:1 3:2 3:1 3:6 5:3 5:2 6:1 5:2 3:1 1:2 2:1 3:2 3:1 2:2 "
     "2:1 1:6"),
    ("She'll Be Coming Round the Mountain", 67, "major", "United States",
     "5,:1 6,:1 1 1 1 1 6, 5, 3, 5, 1:6 1:1 2:1 3 3 3 3 5 3 2 1 2:6 5:1 4:1 3 3 3 2 1 1 1 6, 5, "
     "5, 5, 3 2 1 1:6"),
    ("Clementine", 65, "major", "United States",
     "1:1 1:1 1 5, 3:1 3:1 3 1 1:1 3:1 5:3 5:1 4:1 3:1 2:4 2:1 3:1 4 4 3:1 2:1 3 1 1:1 3:1 2:3 "
     "5,:1 7,:1 2:1 1:4"),
    ("Ach, du lieber Augustin", 60, "major", "Austria",
     "5:3 6:1 5:1 4:1 3 1 1 2 5, 5, 3 1 1 5:3 6:1 5:1 4:1 3 1 1 2 5, 5, 1:6"),
    ("Sakura", 69, "minor", "Japan",
     "1 1 2:4 1 1 2:4 1 2 3 2 1 2:1 1:1 6,:4 5, 3, 5, 6, 5, 5,:1 3,:1 2,:4"),
    ("Veni Emmanuel", 64, "minor", "France, 15th century",
     "1 3 5 5 5 4 6 5 4 3:6 4 5 3 1 3 4 2 1 7, 1:6 4 4 1 1 2 3:4 2 1 7,:6"),
    ("Alouette", 67, "major", "French Canada",
     "1:3 2:1 3 3 2:1 1:1 2:1 3:1 1 5, 1:3 2:1 3 3 2:1 1:1 2:1 3:1 1:4"),
]  # fmt: skip
