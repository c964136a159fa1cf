"""Prints what Django sees behind every generic relation of the source's rows, by natural keys: `seen.py`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.admin.models import LogEntry  # noqa: E402
from library.models import Bookmark, Remark  # noqa: E402
from taggit.models import TaggedItem  # noqa: E402

SOURCES = {f"remark-{n}" for n in range(20)} | {"remark-source", "remark-nothing"}


def name(row):
    return None if row is None else (row._meta.label_lower, *map(str, row.natural_key()))


lines = [("remark", r.slug, r.text, name(r.about)) for r in Remark.objects.filter(slug__in=SOURCES)]
lines += [("bookmark", b.note, name(b.about)) for b in Bookmark.objects.all()]
lines += [
    ("log", e.user.username, e.object_repr, name(e.get_edited_object()), e.action_time.isoformat())
    for e in LogEntry.objects.all()
]
lines += [
    ("tagged", t.tag.name, name(t.content_object))
    for t in TaggedItem.objects.filter(tag__name__in=["source", *(f"tag {n}" for n in range(4))])
    if int(t.content_object.author.name.split()[1]) < 10
]
for line in sorted(map(repr, lines)):
    print(line)
