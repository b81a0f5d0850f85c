"""Who is who in the demo. All of them, and all the places, are made up."""

PASSWORD = "wessex-demo-only"  # noqa: S105  (printed on purpose by `make run`)

# Role as people call it, address, password.
SIGN_INS: list[tuple[str, str, str]] = [
    ("Secretariat", "ellen.marsh@wessexpcp.example", PASSWORD),
    ("Chair", "ruth.penhallow@ambermere.example", PASSWORD),
    ("Member", "david.penhale@cranmere.example", PASSWORD),
    ("Monitoring officer", "priscilla.boateng@wessex.example", PASSWORD),
    ("Report author", "nadia.frost@wessex-police.example", PASSWORD),
    ("Commissioner’s office", "farah.siddiqui@wessex-pcc.example", PASSWORD),
    ("CSP officer", "jo.tarrant@ambermere.example", PASSWORD),
    ("CSP chair", "maud.hollis@ambermere.example", PASSWORD),
    ("Administrator", "admin@wessexpcp.example", PASSWORD),
]

# As a secretary would paste them from a spreadsheet: name, council or kind, e-mail.
MEMBERS = """Name\tCouncil\tE-mail
Cllr Ruth Penhallow JP\tAmbermere City Council\truth.penhallow@ambermere.example
Cllr David Penhale\tCranmere Borough Council\tdavid.penhale@cranmere.example
Cllr Ian Babcock\tEastleach District Council\t
Cllr Rosalind Gage\tKennetside District Council\t
Cllr Owen Stannard\tMarlbury Borough Council\t
Vacancy\tNorthholt District Council\t
Cllr Nasreen Iqbal MBE\tSandbourne Council\t
Cllr Edwin Marsh\tThornhaven District Council\t
Cllr Harriet Quayle OBE JP\tWessex County Council\t
Cllr Dev Ranasinghe\tWhitcombe Borough Council\t
Mr Julian Fenn\tIndependent member\t
Ms Grace Obuya\tIndependent member\t
"""

FILMING = (
    "This meeting will be filmed and shown live on the county council’s website, and kept there afterwards. "
    "Notices in the building explain where the cameras point and whom to ask if you would rather not be seen."
)
FOOTER = (
    "Democratic Services, Wessex County Council\n"
    "County Hall, Ambermere AM1 2WX\n"
    "Telephone 01632 960 114. Email panel@wessexpcp.example"
)
ATTEND = (
    "Anyone may come; there is no need to book. Step-free entrance in Mill Lane; hearing loop in the room. "
    "You may film and report the meeting."
)
