"""What a PDF is made of: its tags and languages, fonts, marks and links; checked, and read aloud."""
