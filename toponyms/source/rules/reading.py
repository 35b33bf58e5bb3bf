"""Rules that the reader keeps on its way: what of YAML a gazetteer file may use, and what shape an entry has."""

from __future__ import annotations

from toponyms.source.rules.base import reading_rule


@reading_rule("yaml-encoding")
def yaml_encoding() -> None:
    """A file is text in UTF-8. Anything else comes out as other letters on somebody's machine.

    The examples cannot show bytes: a file saved as Windows-1251 or UTF-16 is wrong.
    """


@reading_rule("yaml-too-large")
def yaml_too_large() -> None:
    """A file has at most 64 MB and two million values, and a line at most 20,000 characters.

    No honest file comes near; a hostile one must not fill the memory.
    """


@reading_rule("yaml-too-deep")
def yaml_too_deep() -> None:
    """Nothing lies deeper than entry, field, list, item and reason. Deeper nesting is a mistake or an attack.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          also:
            - - - - - - - - - - - - de: Torezk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          also:
            - de: Torezk
    """


@reading_rule("yaml-tab")
def yaml_tab() -> None:
    """No line holds a tab (␉ below). Editors show it as two, four or eight spaces, so nobody sees what is where.

    Wrong:
        toretsk-donetsk:
        ␉uk: Торецьк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """


@reading_rule("yaml-character")
def yaml_character() -> None:
    """No line holds control characters or the rare line separators U+0085, U+2028 and U+2029. Nobody can see them.

    The examples cannot show them.
    """


@reading_rule("yaml-syntax")
def yaml_syntax() -> None:
    """Every line is "field: value", or a dash and an item; what stands below something else is indented further.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          note: renamed: see the act

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          note: "renamed: see the act"
    """


@reading_rule("yaml-multiline")
def yaml_multiline() -> None:
    """A value stands on one line. So every line is one fact, and two people who add a fact each do not collide.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          note: the town was called Dzerzhynsk
            until February 2016

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          note: the town was called Dzerzhynsk until February 2016
    """


@reading_rule("yaml-anchor")
def yaml_anchor() -> None:
    """No anchors: YAML's "&name" marks a text for use elsewhere, and a reader of the other place sees no text.

    Wrong:
        toretsk-donetsk:
          uk: &name Торецьк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """


@reading_rule("yaml-alias")
def yaml_alias() -> None:
    """No aliases: YAML's "*name" stands for text elsewhere; a few lines of them can unfold to gigabytes.

    Wrong:
        toretsk-donetsk:
          uk: *name
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """


@reading_rule("yaml-tag")
def yaml_tag() -> None:
    """No tags: YAML's "!!int" gives a value a type. Here every value is text, and the field says what it means.

    Wrong:
        toretsk-donetsk:
          uk: !!str Торецьк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """


@reading_rule("yaml-merge")
def yaml_merge() -> None:
    """No merge keys: YAML's "<<" brings in fields from elsewhere. Each entry says all that it means.

    Wrong:
        toretsk-donetsk:
          <<: elsewhere
          uk: Торецьк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """


@reading_rule("yaml-flow")
def yaml_flow() -> None:
    """No braces and brackets: a list in one line cannot be sorted, merged or commented line by line.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings: [Toresk, Torezsk]

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
            - Torezsk
    """


@reading_rule("yaml-documents")
def yaml_documents() -> None:
    """A file is one list of entries: a line of three dashes or dots would begin a second one that nobody reads.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
        ---

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """


@reading_rule("duplicate-id")
def duplicate_id() -> None:
    """An id has one entry in a file. Of two, YAML would drop the first in silence.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
        toretsk-donetsk:
          misspellings:
            - Toresk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
    """


@reading_rule("duplicate-field")
def duplicate_field() -> None:
    """A field stands once in an entry or item. Of two, YAML would drop the first in silence.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
          misspellings:
            - Torezsk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
            - Torezsk
    """


@reading_rule("unknown-field")
def unknown_field() -> None:
    """A field is one of those that the schema knows, or a language tag. A misspelt field would be lost in silence.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          mispellings:
            - Toresk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
    """


@reading_rule("bad-lang")
def bad_lang() -> None:
    """A language is a BCP 47 tag: "uk" (not "ua"), "ru", "en", "crh", "sr-Latn". Countries are no languages.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - ua: Дзержинськ
              until: 2016-02-04
              source: resolution 984-VIII

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              until: 2016-02-04
              source: resolution 984-VIII
    """


@reading_rule("bad-type")
def bad_type() -> None:
    """A field holds what it is for: one text, a list, or a block. A list of names has a dash before each.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings: Toresk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
    """


@reading_rule("empty-value")
def empty_value() -> None:
    """A field has a value, and an item a text. An empty one may mean "unknown" or "forgotten"; leave it out.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          ru:
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
