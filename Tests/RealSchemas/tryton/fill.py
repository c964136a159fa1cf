"""Fills a database through Tryton's own client: categories as a tree, parties. `fill.py CONFIG DATABASE source|target`."""
import sys

from proteus import Model, config

path, database, side = sys.argv[1:]
config.set_trytond(database=database, user="admin", config_file=path)
Category = Model.get("party.category")
Party = Model.get("party.party")


def category(name, parent=None):
    made = Category(name=name, parent=parent)
    made.save()
    return made


def party(name, code, categories):
    made = Party(name=name, code=code)
    for each in categories:
        made.categories.append(Category(each.id))
    address = made.addresses[0] if made.addresses else made.addresses.new()
    address.street = "Street\nof " + name
    contact = made.contact_mechanisms.new()
    contact.type = "email"
    contact.value = "%s@example.org" % code.lower()
    made.save()


if side == "source":
    art, sport = category("Art"), category("Sport")
    stage, other = category("Stage", art), category("Stage", sport)
    for number in range(10):
        party("Person %d" % number, "S%d" % number, [art, stage] if number % 2 else [other])
else:
    sport, art = category("Sport"), category("Art")
    category("Own", category("Stage", art))
    for number in range(3):
        party("Local %d" % number, "T%d" % number, [sport, art])
