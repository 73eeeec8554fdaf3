"""Words to make talk of, as frequent as in real talk.

The commonest words and phrases are listed with rounded rates; the rest is made
of syllables and follows Zipf's law. Phrases are drawn as one, so that "I think"
is as common in a row as it is when people talk.
"""

import itertools
import random
from typing import NamedTuple

TAIL_WORDS = 150_000
TAIL_OFFSET = 300
TAIL_EXPONENT = 1.4

# Occurrences in 100,000 words of talk; a word's rate includes its phrases.
WORD_RATES = """
3400 the
3000 and
2800 to
2600 I
2500 you
2300 that
2200 a
2000 of
1700 it
1500 in
1300 is
1100 so
1000 like we
900 it's
850 this
800 for
750 have on
700 was
650 are
600 but be just what they
550 know with
500 think do
450 as if yeah that's
430 not or
420 at can about
400 there
380 people one
350 don't right really my
330 all because
300 how your I'm
280 get from
260 going when
250 would up he then
240 an which
230 more some out
220 kind
200 were lot things had want well
190 go very time our them
180 thing no their
170 who now see
160 will actually good work we're you're
150 could way me also been by
140 has make something here say these
130 other mean where than into
120 she didn't they're even said
110 need back use sort us little
100 first great new much those let's his
90 look year start years any years two why
85 come should point after probably lots different most
80 take guess maybe part around being got pretty down every
75 over still might same three through before question
70 world big interesting find long day there's company problem
65 talk idea anything team always feel able never
60 try doing better whole code love life build book real
55 everything working bit another story example sense next software
50 help person data best give sure change money today product
45 makes end times open making old used doesn't hard place
40 system tell stuff saying done couple thought business show learn
36 side using trying talking since means write away thinking call
33 language project four five understand friends high small running free
30 reason community looking run test early number website goes keep
27 version million half month weeks later school called single often
25 space moment yes page power web experience read true
23 kids family city science human music history market game phone
21 computer water food house body model design future hour
19 set job state tool research process service public local
17 control email video energy light street young hundred across
15 simple library feature customer network mind country government
13 deep behind ship engine paper press board morning travel
11 bread garden river window island mountain kitchen engineer doctor teacher
9 bridge harbour lantern orchard copper violin planet marble winter thunder
"""

PHRASE_RATES = """
390 I think
350 you know
340 of the
300 in the
180 kind of
160 to be
150 going to
120 want to
120 and so
120 this is
120 a lot of
100 have to
90 at the
90 sort of
80 it was
60 one of the
50 I mean
40 the whole thing
30 at the end of the day
"""

ONSETS = (*"bcdfghjklmnprstvw", "br", "ch", "dr", "fl", "pl", "sh", "st", "tr")
VOWELS = ("a", "e", "ee", "i", "o", "oo", "u")
CODAS = ("", "l", "m", "n", "nd", "ng", "nt", "r", "rd", "rn", "s", "st", "t", "ck")


class Vocabulary(NamedTuple):
    """Words and phrases with their weights, summed up as random.choices likes it."""

    units: list[str]
    cumulative: list[float]
    tail: list[str]


def parse_rates(table: str, *, phrases: bool) -> dict[str, float]:
    """Rates by word, or by phrase."""
    rates: dict[str, float] = {}
    for line in table.strip().splitlines():
        rate, _, rest = line.partition(" ")
        for unit in [rest] if phrases else rest.split():
            rates[unit] = float(rate)
    return rates


def listed_rates() -> dict[str, float]:
    """Rates of the listed words outside phrases, and of the phrases."""
    words = parse_rates(WORD_RATES, phrases=False)
    phrases = parse_rates(PHRASE_RATES, phrases=True)
    for phrase, rate in phrases.items():
        for word in phrase.split():
            words[word] -= rate
    return words | phrases


def syllable_words(count: int, known: set[str]) -> list[str]:
    """`count` different words that are not in `known`, short ones first."""
    generator = random.Random(count)
    words = dict.fromkeys(known)
    while len(words) < count + len(known):
        syllables = generator.choice((1, 1, 2, 2, 2, 3))
        word = "".join(
            generator.choice(ONSETS) + generator.choice(VOWELS)
            for _ in range(syllables)
        )
        words[word + generator.choice(CODAS)] = None
    return sorted(list(words)[len(known) :], key=len)


def build_vocabulary() -> Vocabulary:
    """The same vocabulary every time."""
    listed = listed_rates()
    spoken = sum(rate * len(unit.split()) for unit, rate in listed.items())
    tail = syllable_words(TAIL_WORDS, set(listed))
    weights = [(rank + TAIL_OFFSET) ** -TAIL_EXPONENT for rank in range(len(tail))]
    scale = (100_000 - spoken) / sum(weights)
    rates = itertools.chain(listed.values(), (scale * weight for weight in weights))
    return Vocabulary([*listed, *tail], list(itertools.accumulate(rates)), tail)
