"""Fills a database: `fill.py source`, or `fill.py target` with some of the same rows, other ones, and other ids."""

import datetime
import os
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.admin.models import ADDITION, LogEntry  # noqa: E402
from django.contrib.auth.models import Group, Permission, User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.contrib.flatpages.models import FlatPage  # noqa: E402
from django.contrib.redirects.models import Redirect  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.contrib.sites.models import Site  # noqa: E402
from library.models import (  # noqa: E402
    Author, Book, Bookmark, Copy, Edition, Genre, Larger, Remark, Shelf)

SIDE = sys.argv[1]
SOURCE = SIDE == "source"
UTC = datetime.timezone.utc
NOW = datetime.datetime(2026, 1, 1, tzinfo=UTC)
# Rows 0 to 19 are the source's; the target has 10 to 24, with other values.
NUMBERS = range(20) if SOURCE else range(24, 9, -1)
SHARED = range(10, 20)

site = Site.objects.create(domain="example.org", name=f"the {SIDE}")
own = Site.objects.create(domain=f"{SIDE}.example.org", name=SIDE)
groups = {name: Group.objects.create(name=name) for name in ["readers", f"{SIDE} staff"]}
for codename in ["add_book", "change_copy"] if SOURCE else ["add_book", "delete_genre"]:
    groups["readers"].permissions.add(Permission.objects.get(codename=codename))
genres = {n: Genre.objects.create(name=f"genre {n}") for n in sorted(range(12), reverse=not SOURCE) if SOURCE or n > 5}
shelves = {}
for n in NUMBERS:
    shelves[n] = Shelf.objects.create(name=f"shelf {n}", width=None if n % 5 == 0 else n + (0.25 if SOURCE else 0))
for n in NUMBERS:
    if n // 2 in shelves and n > 1:
        shelves[n].parent = shelves[n // 2]
        shelves[n].save()

users, authors, books, editions, copies = {}, {}, {}, {}, {}
for n in NUMBERS:
    users[n] = User.objects.create(
        username=f"user{n}", email=f"user{n}@{SIDE}.org", password=f"!{SIDE}{n}", is_staff=n % 3 == 0,
        date_joined=NOW + datetime.timedelta(days=n))
    users[n].groups.add(groups["readers"])
    authors[n] = Author.objects.create(
        name=f"author {n} ‘ü’", born=datetime.date(1900 + n, 1, 1) if SOURCE or n % 2 else None)
    for title in ["a", "b"]:
        book = books[n, title] = Book.objects.create(
            author=authors[n], title=f"title {title}", shelf=shelves[n] if SOURCE else None,
            details={"pages": 100 + n, "side": SIDE, "list": [1, None, "x"]})
        book.genres.set([genres[k] for k in {n % 6 + (0 if SOURCE else 6), (n + 1) % 6 + 6} if k in genres])
        for number in [1, 2]:
            # dumpdata cuts times to milliseconds.
            editions[n, title, number] = Edition.objects.create(
                book=book, number=number, published=NOW + datetime.timedelta(hours=n, milliseconds=n),
                previous=editions.get((n, title, 1)) if SOURCE else None)
        label = f"copy {n} {title}"
        copies[n, title] = Copy.objects.create(
            id=uuid.uuid5(uuid.NAMESPACE_URL, SIDE + label), label=label, edition=editions[n, title, 2])
for n in NUMBERS:
    authors[n].favourite = books[n, "b"] if SOURCE else None
    authors[n].save()
    # A link to a row that the archive does not have stays in an update-import; loaddata removes it.
    if n + 1 in authors and (n in SHARED) == (n + 1 in SHARED):
        books[n, "a"].alike.add(books[n + 1, "b"])
    books[n, "a"].tags.add(f"tag {n % 4}", SIDE)
    if not SOURCE and n in SHARED:
        books[n, "b"].tags.add("kept")
    larger = Larger.objects.create(code=f"large {n}", extra=SIDE)
    subjects = [users[n], books[n, "a"], copies[n, "a"], shelves[n], editions[n, "b", 1], larger]
    Remark.objects.create(slug=f"remark-{n}", text=f"{SIDE} says {n}", about=subjects[n % 6 if SOURCE else 0])
    if SOURCE:
        Bookmark.objects.create(about=[users[n], books[n, "b"], authors[n]][n % 3], note=f"bookmark {n % 7}")
        LogEntry.objects.create(
            user=users[n], content_type=ContentType.objects.get_for_model(Book), object_id=str(books[n, "a"].pk),
            object_repr=f"book {n}", action_flag=ADDITION, change_message="[]",
            action_time=NOW + datetime.timedelta(minutes=n))
Remark.objects.create(slug=f"remark-{SIDE}", text="about a remark", about=Remark.objects.get(slug="remark-12"))
Remark.objects.create(slug="remark-nothing", text=SIDE)
Remark.objects.filter(slug="remark-11").update(text=f"{SIDE} writes NULL", content_type=None, object_id=None)
page = FlatPage.objects.create(url=f"/{SIDE}/", title=SIDE, content="text", template_name="")
page.sites.add(site, own)
Redirect.objects.create(site=site, old_path="/old/", new_path=f"/{SIDE}/")
Redirect.objects.create(site=own, old_path="/only/", new_path="/new/")
Session.objects.create(session_key=f"{SIDE}-session", session_data="x", expire_date=NOW)
