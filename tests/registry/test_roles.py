"""What role words make of an actor: kind, sector, office, spokesmanship, and whether it is over.

One case a line: the noun phrase, then what it tells, then the words that told it where they are not
the whole phrase. `o` an office, `s` speaks for somebody, `f` former; `-` no sector.
"""

import pytest

from memcon.registry import Registry, Role

CASES = """
# heads of state and government
president                                   person GOV o
Prime Minister                              person GOV o
Vice-President                              person GOV o
acting president                            person GOV o
caretaker prime minister                    person GOV o
president-elect                             person GOV
Chancellor                                  person GOV o
king                                        person GOV o
emir                                        person GOV o
Crown Prince                                person GOV o
sheikh                                      person -
supreme leader                              person GOV o
first lady                                  person ELI o
PM                                          person GOV o
heads of state                              group GOV o
world leaders                               group GOV
Caribbean leaders                           group GOV       leaders
junta leader                                person MIL o
# ministers and ministries
defense minister                            person GOV o
Defence Minister                            person GOV o
deputy energy minister                      person GOV o
minister of foreign affairs                 person GOV o
Minister for Women                          person GOV o    Minister
Secretary of State                          person GOV o
Treasury Secretary                          person GOV o
attorney general                            person GOV o
auditor general                             person GOV o
foreign ministers                           group GOV o
health ministry                             organisation GOV
Ministry of Defence                         organisation MIL
foreign ministries                          group GOV
the presidency                              organisation GOV  presidency
president's office                          organisation GOV
president’s office                          organisation GOV
the office of the prime minister            organisation GOV  office of the prime minister
ombudsman's office                          organisation GOV
central bank                                organisation GOV
central bank governor                       person GOV o
governor of the bank                        person GOV o    governor
ruling council                              organisation GOV
local authorities                           group GOV
government                                  organisation GOV
embassy                                     organisation GOV
mayor                                       person GOV o
lieutenant governor                         person GOV o
Inspector General of Police                 person COP o    Inspector General
inspector general                           person GOV o
Town Clerk                                  person GOV o
the chief electoral officer                 person GOV o    electoral officer
immigration officers                        group GOV
opposition Labour Party                     organisation OPP  Party
Chad Times                                  organisation JRN  Times
rubbish collectors                          group LAB
trade union congress                        organisation LAB
# diplomacy
envoy                                       person GOV o
EU envoy                                    person - o      envoy
UN special envoy                            person - o      special envoy
ambassador to the United Nations            person GOV o    ambassador
chargé d’affaires                           person GOV o
national security advisor                   person GOV o
foreign policy chief                        person GOV o
EU foreign policy chief                     person - o      foreign policy chief
secretary-general                           person - o
UN chief                                    person - o
aid chief                                   person - o
special rapporteur                          person - o
diplomats                                   group GOV
negotiators                                 group GOV
Hamas negotiators                           group REB       negotiators
chief negotiator                            person GOV o
mediators                                   group -
UN inspectors                               group -         inspectors
delegation                                  group GOV
Taliban delegation                          group REB       delegation
# who speaks
spokesman                                   person - os
foreign ministry spokesperson               person GOV os   spokesperson
spokeswoman for the foreign ministry        person GOV os   spokeswoman
Kremlin spokesman                           person GOV os   spokesman
UN spokesman                                person - os     spokesman
Hamas spokesman                             person REB os   spokesman
court spokesman                             person JUD os   spokesman
opposition spokesman                        person OPP os
army spokesperson                           person MIL os
police spokesman                            person COP os
spokespeople                                group - os
White House press secretary                 person GOV os   press secretary
# parliaments and parties
lawmakers                                   group LEG
senators                                    group LEG o
Republican senators                         group LEG o     senators
Sen.                                        person LEG o
Rep.                                        person LEG o
ruling-party lawmakers                      group LEG
opposition lawmakers                        group OPP       lawmakers
opposition MP                               person OPP o    MP
speaker of the lower house                  person LEG o
House committee                             organisation LEG
the House                                   organisation LEG  House
parliament                                  organisation LEG
opposition leader                           person OPP o
leader of the opposition                    person OPP o
opposition organizer                        person OPP
opposition parties                          group OPP
shadow health secretary                     person OPP o
leader of the ruling party                  person PTY      leader
party leader                                person PTY o
presidential candidate                      person PTY
campaign adviser                            person PTY
ruling party                                organisation PTY
# courts
prosecutors                                 group JUD o
prosecutor's office                         organisation JUD
constitutional court                        organisation JUD
high court judge                            person JUD o    judge
Justice                                     person JUD o
defense lawyer                              person CVL
# force
army chief                                  person MIL o
army’s chief of staff                       person MIL o
chief of the general staff                  person MIL o
Lt. Gen.                                    person MIL o
troops                                      group MIL
government forces                           organisation MIL
army                                        organisation MIL
general staff                               organisation MIL
commander of the air force                  person MIL o    commander
Taliban commander                           person REB o    commander
Hezbollah fighters                          group REB       fighters
rebels                                      group REB
rebel leader                                person REB o
separatists                                 group REB
militia                                     organisation PRM
gunmen                                      group UAF
Hamas gunmen                                group REB       gunmen
mercenaries                                 group UAF
armed gangs                                 group CRM
gangs                                       group CRM
drug traffickers                            group CRM
police                                      organisation COP
police chief                                person COP o
Police Gen.                                 person COP o
riot police                                 organisation COP
FBI agents                                  group COP       agents
spy chief                                   person SPY o
intelligence officials                      group SPY
CIA director                                person SPY o
peacekeepers                                group MIL
coast guard                                 organisation COP
# society
protesters                                  group CVL
rioters                                     group CVL
residents                                   group CVL
voters                                      group CVL
families of the dead                        group CVL       families
his supporters                              group CVL       supporters
rights groups                               group SOC
activists                                   group SOC
aid workers                                 group SOC
NGOs                                        group SOC
doctors' union                              organisation LAB
doctors’ union                              organisation LAB
farm unions                                 group LAB
trade union                                 organisation LAB
workers                                     group LAB
fishermen                                   group AGR
farmers                                     group AGR
doctors                                     group MED
migrants                                    group REF
journalists                                 group JRN
state news agency                           organisation JRN
political scientist                         person EDU
experts                                     group EDU
university president                        person EDU o
president of Harvard University             person EDU o    president
shipping broker                             person BUS
oil company                                 organisation BUS
chief executive                             person BUS o
bishop                                      person REL o
church leaders                              group REL
# officials
officials                                   group GOV
a senior Egyptian security official         person COP      security official
defense ministry official                   person GOV
NATO official                               person -        official
Hamas official                              person REB      official
hospital officials                          group MED
an aide to the president                    person GOV      aide
head of the army                            person MIL      head
the head of Hamas                           person REB      head
head of the company                         person BUS      head
member of parliament                        person LEG o
member states                               group -
# it is over
former president                            person ELI of   president
ex-president                                person ELI of   president
ousted prime minister                       person ELI of   prime minister
former deputy foreign minister              person ELI of   deputy foreign minister
former U.S. officials                       group ELI f     officials
retired general                             person ELI of   general
former student                              person EDU f    student
former government                           organisation GOV  government
# punctuation and case
Prime Minister,                             person GOV o    Prime Minister
"defence secretary"                         person GOV o    defence secretary
the prime minister’s                        person GOV o    prime minister
GUNMEN                                      group UAF
"""


def told(role: Role) -> str:
    letters = zip("osf", (role.office, role.spokes, role.former), strict=True)
    return " ".join([role.kind, role.sector or "-", "".join(x for x, is_so in letters if is_so)])


def cases() -> list[tuple[str, str, str]]:
    lines = [line for line in CASES.splitlines() if line and not line.startswith("#")]
    split = [(line[:44].strip(), line[44:].strip().partition("  ")) for line in lines]
    return [(phrase, what.strip(), words.strip() or phrase) for phrase, (what, _, words) in split]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.default()


@pytest.mark.parametrize(("phrase", "what", "words"), cases())
def test_role(registry: Registry, phrase: str, what: str, words: str) -> None:
    role = registry.role(phrase)
    assert role is not None
    assert (told(role).strip(), role.words) == (what, words)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        ",",
        "'s",
        "justice",
        "the house",
        "campaign",
        "bombing campaign",
        "state of emergency",
        "freedom of movement",
        "third party",
        "pm",
        "table",
        "the day after",
        "police-like behaviour",
    ],
)
def test_words_that_name_no_actor(registry: Registry, phrase: str) -> None:
    assert registry.role(phrase) is None


def test_the_longest_phrase_tells(registry: Registry) -> None:
    role = registry.role("deputy chief of staff of the army")
    assert role is not None
    assert (role.words, role.sector) == ("deputy chief of staff", "MIL")


@pytest.mark.parametrize(
    ("phrase", "hidden"),
    [
        ("sources", True),
        ("two sources", True),
        ("one former U.S. official", True),
        ("a senior Egyptian security official", True),
        ("three people familiar with the encounter", True),
        ("two people briefed on the deal", True),
        ("a person with knowledge of the talks", True),
        ("two diplomats in the region", True),
        ("an aide to the minister", True),
        ("insiders", True),
        ("a shipping broker in London", True),
        ("people", False),
        ("people in the square", False),
        ("lawmakers", False),
        ("protesters", False),
        ("residents", False),
        ("ministers", False),
        ("the national security adviser", False),
        ("the high representative", False),
        ("the two leaders", False),
        ("gunmen", False),
        ("the army", False),
        ("", False),
    ],
)
def test_unnamed(registry: Registry, phrase: str, *, hidden: bool) -> None:
    assert registry.unnamed(phrase) is hidden
