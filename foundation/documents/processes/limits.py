"""How much is too much: every limit on texts, uploads, layout and packs, in one place.

Limits count work: bytes, pages, objects, and seconds of the processor that a child uses itself. A clock on
the wall depends on what else the machine does, so nothing is judged by one (decision 38).
"""

MB = 1024 * 1024

# Texts. A long report is about 60 kB of HTML; one of 300 pages, as Word files come, is 1.2 MB.
TEXT_BYTES = 3_000_000
TEXT_DEPTH = 16
# Laying out takes one to two thousandths of a second for every paragraph, row or cell.
TEXT_ELEMENTS = 20_000
TEXT_TAGS = 60_000
TEXT_LEFT_OPEN = 1000
# A text of more parts than this is laid out on trial before it is saved.
TRIAL_ELEMENTS = 3000
# Less than a layout may take: what passed on trial is printed, also with a front page around it.
TRIAL_CPU_SECONDS = 100
TABLE_ROWS = 3000
TABLE_SPAN = 60

# Pictures in texts: as they come, and as they are kept.
PICTURE_BYTES = 8 * MB
PICTURE_PIXELS = 60_000_000
PICTURE_SIDE = 1600
PICTURE_PNG_BYTES = 600_000
PICTURES = 40
PICTURE_CPU_SECONDS = 40

# Laying out one document in a child process. The text of a 300-page report takes about twenty seconds.
LAYOUT_MEMORY = 1536 * MB
KEYS_REMEMBERED = 4000
LAYOUT_CPU_SECONDS = 150
LAYOUT_IMAGE_PIXELS = 30_000_000
LAYOUT_INLINE_IMAGE_BYTES = 2 * MB
# A child is replaced after so many documents and goes home by itself when nobody asks.
LAYOUTS_PER_CHILD = 60
CHILD_IDLE_SECONDS = 30
# What a new child needs to load.
CHILD_START_CPU_SECONDS = 30
# A child that hangs without using the processor is ended after so many times the seconds it may use. Whoever
# asked is told to try again, never that the question was too hard.
PATIENCE = 10

# Uploaded PDFs: 100 kB for each of a thousand pages.
UPLOAD_BYTES = 100 * MB
UPLOAD_PAGES = 1500
UPLOAD_OBJECTS = 400_000
UPLOAD_STREAM = 64 * MB
# A scan of an A3 page in colour at 600 dots an inch has 209 MB.
UPLOAD_PICTURE_STREAM = 256 * MB
UPLOAD_TOTAL = 2048 * MB
UPLOAD_IMAGE_PIXELS = 200_000_000
# Their tags: elements and what hangs below them, how deep, marks on a page, letters of an alternative text.
UPLOAD_TAGS = 200_000
UPLOAD_TAG_DEPTH = 200
UPLOAD_MARKS = 20_000
UPLOAD_TAG_WORDS = 4000
# Page sizes in points: half an inch to about 1.75 metres.
UPLOAD_PAGE_LEAST = 36
UPLOAD_PAGE_MOST = 5000
VETTING_MEMORY = 1536 * MB
VETTING_CPU_SECONDS = 120

# Having an optional tool tag an untagged upload.
TAGGING_MEMORY = 1024 * MB
TAGGING_CPU_SECONDS = 120

# Looking at an upload for what it could give away: a second question, so that an upload is never lost by it.
INSPECTION_CPU_SECONDS = 300
# So many pages are drawn, those that may hide something first: all of any file that is taken.
INSPECTION_PAGES = UPLOAD_PAGES
INSPECTION_LETTERS = 60_000
INSPECTION_PAINTED = 2000
INSPECTION_DEPTH = 8
INSPECTION_SCALE = 1.4
INSPECTION_PIXELS = 2400

# Word files: as they come, as they unpack, and what the tools that read and write them may use.
WORD_BYTES = 30 * MB
WORD_PARTS = 2000
# Word cuts words into many pieces: a report of 300 pages has about 50,000.
WORD_RUNS = 300_000
WORD_PART = 48 * MB
WORD_TOTAL = 160 * MB
WORD_CPU_SECONDS = 120
WORD_TOOL_CPU_SECONDS = 120
WORD_PAGES_SHOWN = 60

# Through one personal link in a day: whoever holds it has no account, and a disk has an end. A paper of the
# largest size can be sent and put right twice.
LINK_FILES = 20
LINK_BYTES = 3 * UPLOAD_BYTES
LINK_PICTURES = 100

# Looking for restricted words in what is about to be published.
SEARCH_CPU_SECONDS = 300
SEARCHED_STATES = 12
# So many pages of a file are compared by their pictures.
SEARCHED_PICTURES = 2 * UPLOAD_PAGES

# Packs.
FRONT_ROUNDS = 10
OUTLINE_ENTRIES = 400
OUTLINE_DEPTH = 4
ANSWER_BYTES = 600 * MB
