"""Whether a Kazakh word can be one: a stem that is known, and a chain of endings that go with it.

Debian's dictionary of Kazakh knows stems and some endings, while a word may have five. What is left of a word without
its last ending is asked again, until the dictionary, a name or the list of the course knows it. An ending has to fit in
two ways: its vowels are front or back as the last vowel before it, and its first consonant is that which goes with the
last sound (қала-лар, ел-дер, халық-тар). A slip in a stem leaves a stem that nobody knows; one in an ending leaves no
ending, or one that does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

BACK, FRONT, EITHER = "аоұыяё", "әөүіеэ", "июьъ"
VOWELS = BACK + FRONT + "ию"
VOICED = "лмнңзжрйу"  # consonants; б, в, г, д end a word as п, ф, к, т do
# Capitals are what changes: А а/е, Ы ы/і, Қ қ/к, Ғ ғ/г/қ/к, Л л/д/т, Д д/т, Н н/д/т of the genitive, Т that of the
# object, Ж that of the ablative, М м/б/п of denial, Б that of мен. Before the hyphen: what they come after.
ENDINGS = {
    "owned": "c-Ы v-сЫ".split(),  # his, hers, theirs
    "after owned": "н нА нАн ндА ндАғЫ ншА".split(),
    "not after owned": "ҒА m-А ДА ЖАн ТЫ ДАғЫ c-Ым v-м c-Ың v-ң c-ЫмЫз v-мЫз c-ЫңЫз v-ңЫз ЛАр ЛЫ ЛЫҚ шЫ шА".split(),
    "noun": "НЫң Бен Бенен нікі дікі тікі ҒЫ сЫз ДАй ДАғАн ДАйЫн шАлЫҚ рАҚ c-ЫрАҚ МЫн МЫз ДЫр v-ншЫ c-ЫншЫ ЛАп".split(),
    "verb": """
        у ҒАн ДЫ ДЫҚ сА сАҚ c-Ып v-п v-й c-А c-Ар v-р с МАс МАҚ v-йтЫн c-АтЫн ушЫ v-йЫҚ c-АйЫҚ c-ЫңЫз v-ңЫз c-ЫңЫздАр
        v-ңЫздАр сЫн ҒАлЫ ҒАншА МАй v-йдЫ c-АдЫ ҒЫш v-йЫн c-АйЫн МАстАн МАйЫншА
        c-и c-идЫ c-итЫн
    """.split(),
    "voice": "s-т ДЫр ҒЫз c-Ыл v-л c-Ын v-н c-Ыс v-с МА".split(),
    "made": "ЛА ЛАн ЛАс ЛАт ЛАндЫр c-Ай c-Ық".split(),  # verbs of nouns
}
LOSING = set("ы і ым ім ың ің ымыз іміз ыңыз іңіз".split())
COMES_AFTER = {
    "v": lambda last: last in VOWELS,
    "c": lambda last: last not in VOWELS,
    "s": lambda last: last in VOWELS + "лрй",
    "m": lambda last: last in "мң",
}
BACKED, FRONTED = (str.maketrans("АЫҚҒ", each) for each in ("аықғ", "еікг"))


def harmony(rest: str) -> tuple[bool, ...]:
    """Whether the endings of a word have front vowels: one answer, or both where its vowels do not say."""
    if rest.endswith("аев"):  # Тоқаевтың
        return (False,)
    if rest.endswith("су"):  # a verb or the water of a name: келісудің, Жетісудың
        return (False, True)
    for letter in reversed(rest):
        if letter in BACK:
            return (False,)
        if letter in FRONT:
            return (True,)
        if letter in EITHER:
            break
    return (False, True)


@cache
def forms(kind: str, last: str, fronts: tuple[bool, ...]) -> frozenset[str]:
    """How the endings of a kind are spelt after a last sound."""
    vowel = last in VOWELS
    voiced, nasal, hissing = vowel or last in VOICED, last in "мнң", last in "зж"
    plain = "д" if voiced else "т"
    first = {
        "Л": "л" if vowel or last in "рйу" else plain,
        "Д": plain,
        "Н": "н" if vowel or nasal else plain,
        "Т": "н" if vowel else plain,
        "Ж": "н" if nasal else plain,
        "М": "м" if vowel or last in "рлйу" else "б" if voiced else "п",
        "Б": "м" if vowel or last in "рлйу" or nasal else "б" if hissing else "п",
        "Ғ": "Ғ" if voiced else "Қ",
    }
    found = set()
    for ending in ENDINGS[kind]:
        after, _, ending = ending.rpartition("-")
        if after and not COMES_AFTER[after](last):
            continue
        ending = first.get(ending[0], ending[0]) + ending[1:]
        found.update(ending.translate(FRONTED if front else BACKED) for front in fronts)
    return frozenset(found)


def before(word: str, kind: str) -> Iterator[str]:
    """What may stand before the last ending of a word."""
    for length in range(1, min(9, len(word) - 1)):
        rest, tail = word[:-length], word[-length:]
        if tail in forms(kind, rest[-1], harmony(rest)):
            yield rest
        # A last қ, к, п is voiced before a vowel.
        if tail[0] in VOWELS and rest[-1] in "ғгб":
            hard = rest[:-1] + {"ғ": "қ", "г": "к", "б": "п"}[rest[-1]]
            if tail in forms(kind, hard[-1], harmony(hard)):
                yield hard


def fallen(word: str) -> Iterator[str]:
    """What a word is without an ending before which the last ы, і of its stem falls: халық of халқы."""
    for length in (1, 2, 4):
        rest, tail = word[:-length], word[-length:]
        if tail in LOSING and len(rest) > 2 and not {*rest[-2:]} & {*VOWELS}:
            last = {"ғ": "қ", "г": "к", "б": "п"}.get(rest[-1], rest[-1])
            yield from (rest[:-1] + vowel + last for vowel in "ыі" if (vowel == "і") in harmony(rest))


def infinitives(rest: str) -> Iterator[str]:
    """The infinitives that a stem of a verb may have: оқы- оқу, қой- қою, тап- табу, шық- шығу."""
    yield rest + "у"
    if rest[-1] in "ыій":
        yield rest[:-1] + ("ю" if rest[-1] == "й" else "у")
    if rest[-1] == "и":
        yield rest + "ю"
    if rest[-1] in "пқк":
        yield rest[:-1] + {"п": "б", "қ": "ғ", "к": "г"}[rest[-1]] + "у"


class Speller:
    """Judges words by what is known: a function of a word in small letters."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self.known = known
        self._said: dict[tuple[str, bool], bool] = {}

    def noun(self, word: str, owned: bool | None = None) -> bool:
        """Whether it is a word, with any endings; owned: whether the last of them says that it is somebody's."""
        return self._once(self._noun, word, owned)

    def verb(self, rest: str) -> bool:
        """Whether it is the stem of a verb."""
        return self._once(self._verb, rest)

    def _once(self, judge: Callable[..., bool], *word: object) -> bool:
        key = (judge.__name__, *word)
        if key not in self._said:
            self._said[key] = False
            self._said[key] = judge(*word)
        return self._said[key]

    # Every way is gone, so that a first pass, in which nothing is known, asks for all that a dictionary is to be asked.
    def _noun(self, word: str, owned: bool | None) -> bool:
        if len(word) < 2:
            return False
        ways = []
        if owned is not False:
            ways += [self.known(each) for each in fallen(word)]
            ways += [self.noun(rest, False) for rest in before(word, "owned")]
        if not owned:
            ways += [self.known(word), *(self.known(each) for each in fallen(word))]
            ways += [self.noun(rest) for rest in before(word, "noun")]
            ways += [self.noun(rest, True) for rest in before(word, "after owned")]
            ways += [self.noun(rest, False) for rest in before(word, "not after owned")]
            ways += [self.verb(rest) for rest in before(word, "verb")]
        return any(ways)

    def _verb(self, rest: str) -> bool:
        if len(rest) < 2:
            return False
        ways = [self.known(each) for each in infinitives(rest)]
        ways += [self.verb(each) for each in before(rest, "voice")]
        ways += [self.noun(each) for each in before(rest, "made")]
        return any(ways)
