"""From nodes to entries: what a file says, by field, each value with its place in the file.

Fields that the schema does not know and values of the wrong shape are reported here and left out; what a value says
is for the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toponyms.source import fields
from toponyms.source.languages import is_language, language_slip
from toponyms.source.nodes import Block, Damaged, Items, Node, Text
from toponyms.source.problems import shorten
from toponyms.source.report import Report
from toponyms.source.spelling import nearest
from toponyms.source.yamlreader import Reading

# Most slips for a field ("als", "kin") have the shape of a tag; these tags are none.
_THREE_LETTERS = frozenset({"crh", "rue", "gag", "uum", "szl"})


@dataclass(slots=True)
class Item:
    """One item of `former`, `also` or `misspellings`: a name in one or more languages, and what is known of it."""

    kind: str
    line: int
    column: int
    names: dict[str | None, Text] = field(default_factory=dict)
    values: dict[str, Text] = field(default_factory=dict)
    used_by: list[Text] = field(default_factory=list)
    allow: dict[str, Text] = field(default_factory=dict)
    allow_keys: list[Text] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Return the text of a field, or None."""
        found = self.values.get(name)
        return found.value if found else None


@dataclass(slots=True)
class Entry:
    """One entry; `values` holds the plain fields, `unusable` the fields that were there but could not be read."""

    key: Text
    names: dict[str, Text] = field(default_factory=dict)
    values: dict[str, Text] = field(default_factory=dict)
    within: list[Text] = field(default_factory=list)
    items: dict[str, list[Item]] = field(default_factory=dict)
    weak: list[Text] = field(default_factory=list)
    allow: dict[str, Text] = field(default_factory=dict)
    allow_keys: list[Text] = field(default_factory=list)
    order: list[Text] = field(default_factory=list)
    unusable: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.key.value

    def get(self, name: str) -> str | None:
        """Return the text of a plain field, or None."""
        found = self.values.get(name)
        return found.value if found else None

    def has(self, name: str) -> bool:
        """Tell whether the field is there, readable or not."""
        readable = name in self.values or name in self.names or (name == "in" and self.within != [])
        return readable or name in self.unusable

    def all_items(self) -> list[Item]:
        """Return the items of all lists, in the order former, also, misspellings."""
        return [item for name in fields.LISTS for item in self.items.get(name, ())]


def build(reading: Reading) -> list[Entry]:
    """Make entries of what was read, and report what has no place in them."""
    builder = _Builder(reading.report)
    return [entry for key, node in reading.root.fields if (entry := builder.entry(key, node)) is not None]


class _Builder:
    def __init__(self, report: Report) -> None:
        self.report = report

    def entry(self, key: Text, node: Node) -> Entry | None:
        entry = Entry(key)
        if isinstance(node, Damaged):
            return None
        if isinstance(node, Text) and not node.value:
            self._empty(key, "id", "Put the fields below it, two spaces in, or remove the line.")
            return None
        if not isinstance(node, Block):
            self._type(node, f'entry "{shorten(key.value)}" has no fields', "Write its fields below it, two spaces in.")
            return None
        for name, value in node.fields:
            entry.order.append(name)
            self._field(entry, name, value)
        return entry

    def _field(self, entry: Entry, name: Text, node: Node) -> None:
        known = fields.ENTRY.get(name.value)
        if known is None or known.type == "name":
            language = name.value
            if known is None and not self._language(name, fields.ENTRY):
                return
            text = self._text(name, node)
            if text is None:
                entry.unusable.add(language)
            else:
                entry.names[language] = text
        elif isinstance(node, Damaged):
            entry.unusable.add(known.name)
        elif known.type == "names":
            entry.items[known.name] = self._items(name, node)
        elif known.type == "texts":
            entry.weak = self._texts(name, node)
        elif known.type == "ids":
            entry.within = self._texts(name, node, single=True)
            if not entry.within:
                entry.unusable.add(known.name)
        elif known.type == "reasons":
            entry.allow = self._reasons(name, node, entry.allow_keys)
        else:
            text = self._text(name, node)
            if text is None:
                entry.unusable.add(known.name)
            else:
                entry.values[known.name] = text

    def _language(self, name: Text, known: dict[str, fields.Field]) -> bool:
        """Tell whether an unknown field is a language tag; if not, say what it may have been."""
        tag = name.value
        if is_language(tag) and (len(tag) != 3 or tag in _THREE_LETTERS):
            return True
        if self.report.is_full:
            return False
        close = nearest(tag, known)
        if is_language(tag) and not close:
            return True
        is_name = tag[:1].isupper() and not tag.isupper()  # "- Bar: a town", not a tag
        slip = None if is_name else language_slip(tag)
        shown = shorten(tag)
        if slip and (not close or len(tag) <= 3):
            message, mend = f'"{shown}" is no language tag', f'Write "{slip}".'
            self.report.add("bad-lang", name.line, name.column, message, mend)
        elif close:
            message, mend = f'unknown field "{shown}"', f'Did you mean "{close}"?'
            self.report.add("unknown-field", name.line, name.column, message, mend)
        elif _looks_like_tag(tag) and not is_name:
            mend = 'Write a BCP 47 tag, such as "uk", "crh" or "sr-Latn".'
            self.report.add("bad-lang", name.line, name.column, f'"{shown}" is no language tag', mend)
        elif known is fields.ITEM:
            mend = 'Use a language ("uk", "en") or one of: ' + ", ".join(known) + ".\n"
            mend += 'A name with ": " in it must be in double quotes.'
            self.report.add("unknown-field", name.line, name.column, f'unknown field "{shown}"', mend)
        elif tag in fields.ITEM:
            mend = "It belongs to an item of former, also or misspellings: move it there, four spaces further in."
            self.report.add("unknown-field", name.line, name.column, f'field "{shown}" has no place in an entry', mend)
        else:
            mend = "Use one of: " + ", ".join(known) + "; or the tag of a language."
            self.report.add("unknown-field", name.line, name.column, f'unknown field "{shown}"', mend)
        return False

    def _text(self, name: Text, node: Node) -> Text | None:
        if isinstance(node, Damaged):
            return None
        if isinstance(node, Text):
            if node.value.strip():
                return node
            self._empty(name, "field", "Write a value after the colon, or remove the line.")
            return None
        mend = f'Write one value after the colon: "{name.value}: …".'
        if isinstance(node, Items):
            mend = f'Write one value after the colon ("{name.value}: …"); other names go under also or former.'
        self._type(node, f'field "{shorten(name.value)}" takes one text, not {_what(node)}', mend)
        return None

    def _texts(self, name: Text, node: Node, *, single: bool = False) -> list[Text]:
        if isinstance(node, Text):
            if not node.value.strip():
                self._empty(name, "field", "Write a value, or remove the line.")
                return []
            if single:
                return [node]
            mend = f'Write "{name.value}:" and below it each text on a line of its own: four spaces, a dash, the text.'
            self._type(node, f'field "{name.value}" takes a list', mend)
            return []
        if isinstance(node, Damaged):
            return []
        if isinstance(node, Block):
            mend = 'Write each after "- ", without a field.'
            self._type(node, f'field "{name.value}" takes a list of plain texts', mend)
            return []
        found = []
        for item in node.items:
            if isinstance(item, Text) and item.value.strip():
                found.append(item)
            elif isinstance(item, Text):
                self.report.add("empty-value", item.line, item.column, "an item without a text", "Remove the line.")
            elif not isinstance(item, Damaged):
                message = f'field "{name.value}" takes plain texts, not {_what(item)}'
                self._type(item, message, 'Write the text after "- ".')
        return found

    def _items(self, name: Text, node: Node) -> list[Item]:
        if isinstance(node, Text) and not node.value.strip():
            self._empty(name, "field", "Write names below it, each after four spaces and a dash, or remove the line.")
            return []
        if not isinstance(node, Items):
            mend = "Write each name below it on a line of its own: four spaces, a dash, a space, the name."
            self._type(node, f'field "{name.value}" takes a list', mend)
            return []
        kind = fields.LISTS[name.value]
        made = (self._item(kind, item) for item in node.items)
        return [item for item in made if item is not None]

    def _item(self, kind: str, node: Node) -> Item | None:
        item = Item(kind, node.line, node.column)
        if isinstance(node, Text):
            if node.value.strip():
                item.names[None] = node
                return item
            self.report.add("empty-value", node.line, node.column, "an item without a name", "Remove the line.")
            return None
        if not isinstance(node, Block):
            self._type(node, "a list within a list", 'Write each name after one "- ".')
            return None
        for name, value in node.fields:
            self._item_field(item, name, value)
        if not item.names:
            if all(isinstance(value, Text | Items) and name.value in fields.ITEM for name, value in node.fields):
                mend = 'Add the name: "text: …", or with its language, "uk: …".'
                self.report.add("missing-field", item.line, item.column, "an item without a name", mend)
            return None
        if None in item.names and len(item.names) > 1:
            mend = 'Give "text" its language too, or make it an item of its own.'
            text = item.names.pop(None)
            message = f'the item has "text" and names with a language ("{shorten(text.value)}")'
            self.report.add("bad-type", text.line, text.column, message, mend)
        return item

    def _item_field(self, item: Item, name: Text, node: Node) -> None:
        known = fields.ITEM.get(name.value)
        if known is None or known.type == "name":
            if known is None and not self._language(name, fields.ITEM):
                return
            text = self._text(name, node)
            if text is not None:
                item.names[name.value if known is None else None] = text
        elif known.type == "people":
            item.used_by = self._texts(name, node, single=True)
        elif known.type == "reasons":
            item.allow = self._reasons(name, node, item.allow_keys)
        else:
            text = self._text(name, node)
            if text is not None:
                item.values[known.name] = text

    def _reasons(self, name: Text, node: Node, keys: list[Text]) -> dict[str, Text]:
        if isinstance(node, Text) and not node.value:
            self._empty(name, "field", "Write below it the id of a rule, a colon and the reason, or remove the line.")
            return {}
        if not isinstance(node, Block):
            mend = 'Write below it, further in, the id of a rule and the reason: "true-name: a town abroad has it".'
            self._type(node, 'field "allow" takes rules with reasons', mend)
            return {}
        found = {}
        for rule, reason in node.fields:
            text = self._text(rule, reason)
            keys.append(rule)
            if text is not None:
                found[rule.value] = text
        return found

    def _empty(self, name: Text, word: str, mend: str) -> None:
        self.report.add("empty-value", name.line, name.column, f'{word} "{shorten(name.value)}" has no value', mend)

    def _type(self, node: Node, message: str, mend: str) -> None:
        if not isinstance(node, Damaged):
            self.report.add("bad-type", node.line, node.column, message, mend)


def _what(node: Node) -> str:
    return "a list" if isinstance(node, Items) else "a block of fields" if isinstance(node, Block) else "a text"


def _looks_like_tag(text: str) -> bool:
    head = text.replace("_", "-").split("-")[0]
    return 1 < len(head) < 4 and head.isascii() and head.isalpha()
