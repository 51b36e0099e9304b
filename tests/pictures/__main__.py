"""``python -m tests.pictures`` renews the golden pictures."""

from tests.pictures import FOLDER, PICTURES, rendered

for name in PICTURES:
    (FOLDER / name).write_bytes(rendered(name))
    print(FOLDER / name)
