"""Models that bite: nested natural keys, a tree, a cycle, links of a table with itself, UUIDs, generic relations."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from taggit.managers import TaggableManager


class ByName(models.Manager):
    """Finds a row by the fields of its natural key."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.key, key, strict=True)))


class Named(models.Model):
    key = ("name",)
    objects = ByName()

    def natural_key(self):
        return tuple(getattr(self, field) for field in self.key)

    class Meta:
        abstract = True


class Genre(Named):
    name = models.CharField(max_length=50, unique=True)


class Shelf(Named):
    """A tree."""

    name = models.CharField(max_length=50, unique=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    width = models.DecimalField(max_digits=6, decimal_places=2, null=True)


class Author(Named):
    """In a cycle with its books."""

    name = models.CharField(max_length=50, unique=True)
    favourite = models.ForeignKey("Book", models.SET_NULL, null=True, related_name="+")
    born = models.DateField(null=True)


class Book(models.Model):
    """Known by its author and title."""

    author = models.ForeignKey(Author, models.CASCADE)
    title = models.CharField(max_length=100)
    shelf = models.ForeignKey(Shelf, models.SET_NULL, null=True)
    genres = models.ManyToManyField(Genre)
    alike = models.ManyToManyField("self", symmetrical=False)
    details = models.JSONField(default=dict)
    tags = TaggableManager()

    class Manager(models.Manager):
        def get_by_natural_key(self, author, title):
            return self.get(author__name=author, title=title)

    objects = Manager()

    def natural_key(self):
        return (self.author.name, self.title)

    natural_key.dependencies = ["library.author"]

    class Meta:
        unique_together = [("author", "title")]


class Edition(models.Model):
    """Known by its book, which is known by its author."""

    book = models.ForeignKey(Book, models.CASCADE)
    number = models.IntegerField()
    published = models.DateTimeField(null=True)
    previous = models.ForeignKey("self", models.SET_NULL, null=True)

    class Manager(models.Manager):
        def get_by_natural_key(self, author, title, number):
            return self.get(book__author__name=author, book__title=title, number=number)

    objects = Manager()

    def natural_key(self):
        return (*self.book.natural_key(), self.number)

    natural_key.dependencies = ["library.book"]

    class Meta:
        unique_together = [("book", "number")]


class Copy(Named):
    """Its id is a UUID, and it is known by a label all the same."""

    key = ("label",)
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    label = models.CharField(max_length=20, unique=True)
    edition = models.ForeignKey(Edition, models.CASCADE)


class Remark(Named):
    """About a row of any table, whose id may be a number or a UUID."""

    key = ("slug",)
    slug = models.SlugField(unique=True)
    text = models.TextField()
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True)
    object_id = models.CharField(max_length=40, null=True)
    about = GenericForeignKey()


class Bookmark(models.Model):
    """Known by nothing; about a row of any table."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    about = GenericForeignKey()
    note = models.CharField(max_length=50)


class Large(Named):
    """A child of another table: its id is its parent's."""

    key = ("code",)
    code = models.CharField(max_length=20, unique=True)


class Larger(Large):
    extra = models.CharField(max_length=20)
