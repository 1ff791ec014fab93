"""Which event a word names where it stands: words and what is around them, in a short notation.

"hold verb obj:talk with:NAME" is the verb "hold" with the object "talk" and a phrase "with" whose
head is a name; `part` a particle, `sub` a subject, `mod` a modifier, `pred` a predicate, `cl` a
clause (`inf` an infinitive, `act` one that is itself an act), `not` a negation.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.ontology import PartOfSpeech, Pattern, Surroundings, all_patterns, choose, holds

FIELDS = {"obj": "objects", "sub": "subjects", "mod": "modifiers", "pred": "predicates"}


def read(notation: str) -> tuple[str, PartOfSpeech, Surroundings]:
    lemma, pos, *parts = notation.split()
    sets: dict[str, frozenset[str]] = {}
    hanging: dict[str, frozenset[str]] = {}
    rest: dict[str, Any] = {}
    for part in parts:
        key, _, value = part.partition(":")
        words = frozenset(value.split("+")) if value else frozenset()
        if key in FIELDS:
            sets[FIELDS[key]] = words
        elif key == "part":
            sets["particles"] = words
        elif key == "cl":
            rest["clause"] = value
        elif key == "not":
            rest["negated"] = True
        elif key == "inf":
            rest |= {"clause": value, "infinitive": True}
        elif key == "act":
            rest |= {"clause": value, "act": True}
        else:
            hanging[key.replace("_", " ")] = words
    return lemma, pos, Surroundings(**sets, hanging=hanging, **rest)


CASES = """
# CONSULT
meet verb obj:NAME                                  CONSULT
meet verb with:NAME                                 CONSULT
meet verb obj:deadline                              -
meet verb obj:need                                  -
meet verb obj:demand                                -
meet verb with:resistance                           -
speak verb with:NAME                                CONSULT
speak verb with:NAME by:phone                       CONSULT phone
talk verb to:NAME by:telephone                      CONSULT phone
speak verb to:reporter                              -
discuss verb obj:trade with:NAME                    CONSULT
discuss verb obj:trade                              -
hold verb obj:talk with:NAME                        CONSULT
hold verb obj:title                                 -
hold verb obj:conference mod:press                  -
call verb obj:NAME                                  CONSULT phone
call verb obj:NAME pred:liar                        ACCUSE disapprove
call verb obj:election                              -
call verb obj:it pred:day                           -
telephone verb obj:NAME                             CONSULT phone
make verb obj:call to:NAME                          CONSULT phone
visit verb obj:NAME                                 CONSULT visit
pay verb obj:visit to:NAME                          CONSULT visit
fly verb to:NAME sub:minister                       CONSULT visit
arrive verb in:NAME sub:president                   CONSULT visit
arrive verb at:decision sub:president               -
receive verb obj:minister sub:NAME                  CONSULT visit
receive verb obj:letter                             -
mediate verb between:NAME                           CONSULT third-party
attend verb obj:summit                              CONSULT multilateral
negotiate verb with:NAME                            CONSULT
conversation noun with:NAME                         CONSULT
call noun with:NAME mod:phone                       CONSULT phone
talk noun between:NAME mod:peace                    CONSULT
visit noun to:NAME                                  CONSULT visit
meeting noun mod:cabinet                            -
strike verb obj:tone                                -
# AGREE
agree verb inf:meet                                 AGREE
agree verb on:roadmap                               AGREE
pledge verb inf:help                                AGREE
vow verb inf:support                                AGREE
offer verb obj:talk                                 AGREE
invite verb obj:NAME to:NAME                        AGREE
plan verb inf:visit act:visit                         AGREE
plan verb inf:think                                 -
due adjective inf:meet act:meet                      AGREE
open adjective to:dialogue                          AGREE
open adjective to:question                          -
willing adjective inf:negotiate act:negotiate           AGREE
express verb obj:interest                           AGREE
reach verb obj:agreement with:NAME                  AGREE
reach verb obj:summit                               -
strike verb obj:deal                                AGREE
approve verb obj:sale                               AGREE
announce verb obj:package                           AGREE
invitation noun to:NAME                             AGREE
commit verb obj:crime                               -
commit verb obj:crime mod:war                       ASSAULT massacre
# SUPPORT
praise verb obj:NAME                                SUPPORT
welcome verb obj:decision                           SUPPORT
sign verb obj:pact with:NAME                        SUPPORT
sign verb obj:bill                                  -
recognise verb obj:independence                     SUPPORT
recognise verb obj:need                             -
support verb obj:NAME                               SUPPORT
support verb obj:family                             -
back verb part:down                                 CONCEDE
stand verb with:NAME                                SUPPORT
establish verb obj:relation with:NAME               SUPPORT
express verb obj:solidarity with:NAME               SUPPORT
support noun for:NAME                               SUPPORT
ratify verb obj:treaty                              SUPPORT
# CONCEDE
apologize verb to:NAME                              CONCEDE
lift verb obj:curfew                                CONCEDE
lift verb obj:weight                                -
ease verb obj:sanction                              CONCEDE
drop verb obj:charge                                CONCEDE
accept verb obj:ceasefire                           CONCEDE
agree verb to:truce                                 CONCEDE
pardon verb obj:prisoner                            CONCEDE
reopen verb obj:border                              CONCEDE
# COOPERATE
cooperate verb with:NAME                            COOPERATE
hold verb obj:exercise mod:joint with:NAME          COOPERATE
share verb obj:intelligence with:NAME               COOPERATE
share verb obj:meal                                 -
export verb obj:wheat to:NAME                       COOPERATE
extradite verb obj:NAME to:NAME                     COERCE deport
drill noun mod:joint                                COOPERATE
# AID
send verb obj:medicine to:NAME                      AID
provide verb obj:aid mod:humanitarian to:NAME       AID
supply verb obj:missile to:NAME                     AID
arm verb obj:rebel                                  AID
train verb obj:soldier                              AID
grant verb obj:asylum to:NAME                       AID
deploy verb obj:peacekeeper                         AID
forgive verb obj:debt                               AID
help verb obj:economy                               -
loan noun to:NAME                                   AID
aid noun to:NAME mod:military                       AID
# RETREAT
withdraw verb from:NAME sub:troop                   RETREAT withdraw
pull verb part:back obj:troop                       RETREAT withdraw
release verb obj:hostage                            RETREAT release
release verb obj:album                              -
free verb obj:prisoner                              RETREAT release
set verb obj:NAME part:free                         RETREAT release
exchange verb obj:prisoner with:NAME                RETREAT release
return verb obj:artefact to:NAME                    RETREAT return
disarm verb                                         RETREAT disarm
take verb obj:effect sub:ceasefire                  RETREAT ceasefire
observe verb obj:truce                              RETREAT ceasefire
let verb obj:inspector cl:enter                     RETREAT access
resign verb                                         RETREAT resign
step verb part:down                                 RETREAT resign
withdrawal noun obj:troop from:NAME                 RETREAT withdraw
truce noun between:NAME                             RETREAT ceasefire
# REQUEST
urge verb obj:NAME inf:stop                         REQUEST
ask verb obj:NAME inf:help                          REQUEST
ask verb for:aid                                    REQUEST assist
call verb on:NAME inf:stop                          REQUEST
call verb for:ceasefire                             REQUEST yield
call verb for:election                              REQUEST change
call verb for:talk                                  REQUEST meet
demand verb obj:withdrawal from:NAME                REQUEST yield
seek verb obj:asylum                                REQUEST assist
appeal noun for:help                                REQUEST assist
warn verb against:attack                            REQUEST yield
# ACCUSE
accuse verb obj:NAME of:sabotage                    ACCUSE allege
blame verb obj:NAME for:attack                      ACCUSE allege
charge verb obj:NAME with:murder                    ACCUSE allege
charge verb with:energy sub:debate                  -
sue verb obj:NAME                                   ACCUSE allege
condemn verb obj:NAME                               ACCUSE disapprove
attack verb obj:budget                              ACCUSE disapprove
slam verb obj:door                                  -
summon verb obj:ambassador                          ACCUSE disapprove
investigate verb obj:NAME                           ACCUSE investigate
open verb obj:inquiry into:deal                     ACCUSE investigate
criticism noun of:NAME                              ACCUSE disapprove
# REJECT
refuse verb inf:negotiate                           REJECT
refuse verb inf:comment                             -
reject verb obj:proposal                            REJECT
turn verb part:down obj:offer                       REJECT
cancel verb obj:visit to:NAME                       REJECT meet
call verb part:off obj:talk                         REJECT meet
veto verb obj:resolution                            REJECT
defy verb obj:gravity                               -
rule verb part:out obj:talk                         REJECT meet
# THREATEN
threaten verb inf:attack                            THREATEN
threaten verb obj:tariff                            THREATEN restrict
threaten verb obj:war                               THREATEN violence
threaten verb obj:species sub:fire                  -
warn verb act:retaliate                             THREATEN
threat noun inf:invade                              THREATEN
ultimatum noun to:NAME                              THREATEN
# PROTEST
demonstrate verb against:NAME                       PROTEST demo
demonstrate verb obj:skill                          -
march verb sub:protester                            PROTEST demo
take verb to:street                                 PROTEST demo
strike verb sub:worker                              PROTEST strike
go verb on:strike                                   PROTEST strike
begin verb obj:strike mod:hunger                    PROTEST hunger
boycott verb obj:election                           PROTEST boycott
block verb obj:highway sub:farmer                   PROTEST obstruct
riot verb                                           PROTEST riot
hold verb obj:rally mod:campaign                    -
# SANCTION
impose verb obj:sanction on:NAME                    SANCTION discontinue
expel verb obj:ambassador                           SANCTION expel
recall verb obj:ambassador from:NAME                SANCTION withdraw
recall verb obj:childhood                           -
withdraw verb from:treaty                           SANCTION withdraw
break verb part:off obj:relation with:NAME          SANCTION discontinue
suspend verb obj:aid to:NAME                        SANCTION discontinue
convict verb obj:NAME                               SANCTION convict
find verb obj:NAME pred:guilty                      SANCTION convict
sack verb obj:minister                              SANCTION expel
# MOBILIZE
deploy verb obj:troop to:NAME                       MOBILIZE troops
send verb obj:soldier to:border                     MOBILIZE troops
test verb obj:missile                               MOBILIZE weapons
fire verb obj:missile into:sea                      MOBILIZE weapons
call verb part:up obj:reservist                     MOBILIZE troops
launch verb obj:product                             -
deploy verb obj:police                              MOBILIZE police
# COERCE
arrest verb obj:activist                            COERCE arrest
seize verb obj:tanker                               COERCE seize
seize verb obj:opportunity                          -
block verb obj:website                              COERCE censor
impose verb obj:curfew                              COERCE curfew
declare verb obj:state of:emergency                 COERCE martial-law
deport verb obj:migrant                             COERCE deport
cut verb part:off obj:internet                      COERCE withhold
hack verb into:server                               COERCE cyber
ban verb obj:party                                  COERCE ban
raid verb obj:office sub:police                     COERCE seize
annexation noun of:NAME                             COERCE seize
# ASSAULT
attack verb obj:port                                ASSAULT
invade verb obj:NAME                                ASSAULT
shoot verb obj:protester                            ASSAULT firearms
shoot verb obj:film                                 -
shell verb obj:hospital                             ASSAULT heavy-weapons
bomb verb obj:position                              ASSAULT aerial
attack verb obj:port with:drone                     ASSAULT drone
fire verb obj:missile at:NAME                       ASSAULT heavy-weapons
launch verb obj:attack on:NAME                      ASSAULT
kill verb obj:soldier                               ASSAULT
kill verb obj:bill                                  -
kidnap verb obj:student                             ASSAULT abduct
hit verb obj:target sub:inflation                   -
hit verb obj:record                                 -
blow verb part:up obj:bridge                        ASSAULT explosives
airstrike noun on:NAME                              ASSAULT aerial
strike noun mod:hunger                              PROTEST hunger
attack noun mod:cyber on:NAME                       COERCE cyber
attack noun mod:heart                               -
fire verb obj:gas mod:tear at:protester             ASSAULT crowd-control
torture verb obj:detainee                           ASSAULT torture
# turns of phrase
turn verb obj:ear mod:deaf to:plea                  REJECT
hear verb of:amnesty                                -
hear verb of:amnesty not                            REJECT
budge verb not                                      REJECT yield
foot verb obj:bill                                  AID
say verb obj:sorry to:NAME                          CONCEDE
throw verb obj:towel                                RETREAT resign
lay verb part:down obj:chalk                        PROTEST strike
throw verb obj:stone sub:crowd at:police            PROTEST riot
bring verb part:home obj:ambassador                 SANCTION withdraw
put verb obj:name to:treaty                         SUPPORT
serve verb obj:notice cl:leave                      THREATEN
bundle verb obj:PRON into:van                       COERCE arrest
spend verb obj:hour with:NAME                       CONSULT
"""


def cases() -> Iterator[Any]:
    for line in CASES.strip().splitlines():
        if not line.startswith("#"):
            notation, _, expected = line.partition("  ")
            event, _, mode = expected.strip().partition(" ")
            yield pytest.param(
                notation, None if event == "-" else event, mode or None, id=notation.strip()
            )


@pytest.mark.parametrize(("notation", "event", "mode"), list(cases()))
def test_words_name_their_event(notation: str, event: str | None, mode: str | None) -> None:
    found = choose(*read(notation))
    assert (found and found.event, found and found.mode) == (event, mode)


@pytest.mark.parametrize("pattern", all_patterns(), ids=lambda p: f"{p.event}-{p.lemmas[0]}")
def test_a_pattern_holds_where_just_its_conditions_are_met(pattern: Pattern) -> None:
    assert holds(pattern, meeting(pattern))


@given(st.sampled_from(all_patterns()), st.sampled_from(["objects", "subjects", "particles"]))
def test_a_pattern_fails_without_what_it_asks_for(pattern: Pattern, field: str) -> None:
    wanted = getattr(pattern, field.removesuffix("s"))
    around = meeting(pattern)
    without = Surroundings(
        **{
            name: frozenset() if name == field else getattr(around, name)
            for name in Surroundings.__dataclass_fields__
        }
    )
    assert holds(pattern, without) is not bool(wanted)


def meeting(pattern: Pattern) -> Surroundings:
    """The least surroundings that meet a pattern's conditions."""

    def one(name: str) -> frozenset[str]:
        wanted: frozenset[str] = getattr(pattern, name) - getattr(pattern, f"not_{name}")
        return frozenset(sorted(wanted)[:1])

    return Surroundings(
        particles=one("particle"),
        hanging={p: one("prep_object") for p in one("prep")},
        objects=one("object"),
        subjects=one("subject"),
        modifiers=one("modifier"),
        predicates=one("predicate"),
        clause=(sorted(one("clause")) or ["do"])[0] if pattern.complement else None,
        infinitive=pattern.infinitive,
        act=pattern.act,
        negated=pattern.negated,
    )
