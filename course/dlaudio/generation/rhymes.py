"""A little English verse in the public domain, for nets that learn letters."""

# Jane Taylor 1806, William Blake 1794, Edward Lear 1871, Lewis Carroll 1871, and rhymes by nobody.
TRAINING = """\
twinkle, twinkle, little star,
how i wonder what you are!
up above the world so high,
like a diamond in the sky.

when the blazing sun is gone,
when he nothing shines upon,
then you show your little light,
twinkle, twinkle, all the night.

tyger tyger, burning bright,
in the forests of the night;
what immortal hand or eye,
could frame thy fearful symmetry?

in what distant deeps or skies
burnt the fire of thine eyes?
on what wings dare he aspire?
what the hand, dare seize the fire?

and what shoulder, and what art,
could twist the sinews of thy heart?
and when thy heart began to beat,
what dread hand, and what dread feet?

the owl and the pussy-cat went to sea
in a beautiful pea-green boat,
they took some honey, and plenty of money,
wrapped up in a five-pound note.
the owl looked up to the stars above,
and sang to a small guitar,
o lovely pussy, o pussy, my love,
what a beautiful pussy you are.

they sailed away, for a year and a day,
to the land where the bong-tree grows,
and there in a wood a piggy-wig stood
with a ring at the end of his nose.

they dined on mince, and slices of quince,
which they ate with a runcible spoon;
and hand in hand, on the edge of the sand,
they danced by the light of the moon.

twas brillig, and the slithy toves
did gyre and gimble in the wabe;
all mimsy were the borogoves,
and the mome raths outgrabe.

beware the jabberwock, my son!
the jaws that bite, the claws that catch!
beware the jubjub bird, and shun
the frumious bandersnatch!

he took his vorpal sword in hand;
long time the manxome foe he sought,
so rested he by the tumtum tree,
and stood awhile in thought.

and, as in uffish thought he stood,
the jabberwock, with eyes of flame,
came whiffling through the tulgey wood,
and burbled as it came!

mary had a little lamb,
its fleece was white as snow,
and everywhere that mary went
the lamb was sure to go.

jack and jill went up the hill
to fetch a pail of water;
jack fell down and broke his crown,
and jill came tumbling after.

hey diddle diddle, the cat and the fiddle,
the cow jumped over the moon;
the little dog laughed to see such sport,
and the dish ran away with the spoon.

little bo-peep has lost her sheep,
and does not know where to find them;
leave them alone, and they will come home,
wagging their tails behind them.

humpty dumpty sat on a wall,
humpty dumpty had a great fall;
all the king's horses and all the king's men
could not put humpty together again.

little jack horner sat in the corner,
eating of christmas pie;
he put in his thumb, and pulled out a plum,
and said, what a good boy am i!

there was an old woman who lived in a shoe,
she had so many children, she did not know what to do;
she gave them some broth without any bread,
she whipped them all soundly, and put them to bed.

old king cole was a merry old soul,
and a merry old soul was he;
he called for his pipe, and he called for his bowl,
and he called for his fiddlers three.
"""

HELD_OUT = """\
when the stars threw down their spears,
and watered heaven with their tears,
did he smile his work to see?
did he who made the lamb make thee?

then the traveller in the dark
thanks you for your tiny spark;
he could not see which way to go,
if you did not twinkle so.

one, two! one, two! and through and through
the vorpal blade went snicker-snack!
he left it dead, and with its head
he went galumphing back.

little miss muffet sat on a tuffet,
eating her curds and whey;
there came a big spider, who sat down beside her,
and frightened miss muffet away.
"""
