"""What the exercises draw their questions from: one noun a file, none of them an answer."""
