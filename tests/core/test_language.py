"""Which language a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveable.core import language

TEXTS = {
    "en": "My neighbour helped me a lot and I do not know what I would do without her.",
    "de": "Meine Nachbarin hat mir sehr geholfen, und ich weiß nicht, was ich ohne sie täte.",
    "fr": "Ma voisine m’a beaucoup aidé et je ne sais pas ce que je ferais sans elle, les gens "
    "sont gentils avec tout le monde.",
    "es": "Mi vecina me ayudó mucho y no sé lo que haría sin ella. Es una calle buena para vivir y "
    "la gente es muy amable con todos.",
    "it": "La mia vicina mi ha aiutato molto e non so che cosa farei senza di lei. È una strada "
    "bella e la gente è gentile con tutti.",
    "nl": "Mijn buurvrouw heeft mij geholpen en ik weet niet wat ik zonder haar had gedaan. Het is "
    "een fijne straat.",
    "pt": "Minha vizinha me ajudou muito e eu não sei o que faria sem ela. É uma rua boa e as "
    "pessoas são amigas.",
    "pl": "Moja sąsiadka bardzo mi pomogła i nie wiem, co bym bez niej zrobił. To jest dobra "
    "ulica i ludzie są mili, ale czasem jest głośno.",
    "sv": "Min granne hjälpte mig mycket och jag vet inte vad jag skulle göra "
    "utan henne. Det är en "
    "bra gata att bo på.",
    "da": "Min nabo hjalp mig meget, og jeg ved ikke, hvad jeg skulle gøre uden "
    "hende. Det er en god "
    "gade at bo på.",
    "nb": "Naboen hjalp meg mye, og jeg vet ikke hva jeg skulle gjort uten henne. Det er en fin "
    "gate som jeg er glad i.",
    "fi": "Naapurini auttoi minua paljon, ja en tiedä mitä tekisin ilman häntä. Se on hyvä katu, "
    "mutta nyt on jo niin hiljaista, että ei kuulu mitään.",
    "cs": "Sousedka mi moc pomohla a nevím, co bych bez ní dělal. Je to dobrá "
    "ulice, ale už to není "
    "jako dřív, když jsem byl malý.",
    "tr": "Komşum bana çok yardım etti ve onsuz ne yapardım bilmiyorum. Bu sokak çok güzel bir yer "
    "ama artık daha sessiz, ben de alıştım.",
    "hu": "A szomszédom sokat segített, és nem tudom, mit tennék nélküle. Ez egy "
    "jó utca, de már nem "
    "olyan, mint volt, és az is igaz, hogy csak én vagyok itt.",
    "ro": "Vecina mea m-a ajutat foarte mult și nu știu ce aș face fără ea. Este o stradă bună și "
    "oamenii sunt amabili, dar acum nu mai este ca înainte.",
    "he": "השכנה שלי עזרה לי מאוד ואני לא יודע מה הייתי עושה בלעדיה.",
    "ru": "Соседка очень мне помогла, и я не знаю, что бы я без неё делал.",
    "uk": "Сусідка мені дуже допомогла, і я не знаю, що б я без неї робив, її всі люблять.",
    "el": "Η γειτόνισσά μου με βοήθησε πολύ και δεν ξέρω τι θα έκανα χωρίς αυτήν.",
    "ar": "جارتي ساعدتني كثيرا ولا أعرف ماذا كنت سأفعل بدونها.",
    "ja": "隣の人がとても助けてくれて、いなかったらどうしていたか分かりません。",
    "zh": "我的邻居帮了我很多忙，没有她我真不知道该怎么办，大家都很好。",
    "ko": "이웃이 저를 많이 도와주었고 그분이 없었다면 어떻게 했을지 모르겠어요.",
    "th": "เพื่อนบ้านช่วยฉันมากและฉันไม่รู้ว่าจะทำอย่างไรถ้าไม่มีเธอ",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_few_sentences_are_enough(code: str) -> None:
    """Scripts tell themselves; Latin letters are told by little words."""
    assert language.guess(TEXTS[code] * 2) == code


@pytest.mark.parametrize("text", ["", "Hello.", "P7 25/11/2021", "Kilmarnock Ardrossan " * 40])
def test_nothing_is_said_without_evidence(text: str) -> None:
    """A word, numbers, names."""
    assert language.guess(text) is None


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    """Two letters or nothing."""
    code = language.guess(text)
    assert code is None or len(code) == 2
