"""How much is too much: every limit on texts, uploads, layout and packs, in one place."""

MB = 1024 * 1024

# Texts typed by people. A long report is about 60 kB of HTML.
TEXT_BYTES = 400_000
TEXT_DEPTH = 16
TABLE_ROWS = 600
TABLE_SPAN = 20
IMAGE_BYTES = 4 * MB

# Pictures in texts: as they come, and as they are kept.
PICTURE_BYTES = 8 * MB
PICTURE_PIXELS = 60_000_000
PICTURE_SIDE = 1600
PICTURE_PNG_BYTES = 600_000
PICTURES = 40

# Laying out one document in a child process. The text of a 100-page report takes about six seconds.
LAYOUT_MEMORY = 1536 * MB
LAYOUT_CPU_SECONDS = 60
LAYOUT_WALL_SECONDS = 120
LAYOUT_IMAGE_PIXELS = 30_000_000
LAYOUT_INLINE_IMAGE_BYTES = 2 * MB
# A child is replaced after so many documents and goes home by itself when nobody asks.
LAYOUTS_PER_CHILD = 60
CHILD_IDLE_SECONDS = 30
# Until a new child has loaded what it needs, on a busy machine.
CHILD_START_SECONDS = 90

# Uploaded PDFs.
UPLOAD_BYTES = 60 * MB
UPLOAD_PAGES = 600
UPLOAD_OBJECTS = 400_000
UPLOAD_STREAM = 64 * MB
UPLOAD_TOTAL = 512 * MB
UPLOAD_IMAGE_PIXELS = 200_000_000
# Page sizes in points: half an inch to about 1.75 metres.
UPLOAD_PAGE_LEAST = 36
UPLOAD_PAGE_MOST = 5000
VETTING_MEMORY = 1536 * MB
VETTING_CPU_SECONDS = 40
VETTING_WALL_SECONDS = 60

# Packs.
FRONT_ROUNDS = 10
OUTLINE_ENTRIES = 400
OUTLINE_DEPTH = 4
ANSWER_BYTES = 600 * MB
