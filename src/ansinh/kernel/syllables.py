"""Whether a word can be Vietnamese: every syllable is an onset, a rhyme and a tone out of short, closed lists."""

import unicodedata
from functools import lru_cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONSETS = _listed("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x") | {""}
_HIGHLAND_ONSETS = _listed("bl br chr cr đr hr kl kr mr pl")  # Krông, Plông: names of the Highlands
_RHYMES = _listed(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uêu uôc uôi uôm uôn uông uôt uơ uơn
    uy uya uych uyêt uyên uynh uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
    ak ăk âk ek êk ik ok ôk ơk uk ưk ăl al
    """
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED_TONES = frozenset("\u0301\u0323")  # sắc and nặng, the only ones of a syllable that ends in a stop
_STOPS = ("c", "ch", "p", "t")


@lru_cache(maxsize=2**16)
def is_syllable(word: str) -> bool:
    """Whether this is one Vietnamese syllable, in either case, with the tone on either vowel (hòa, hoà)."""
    bare, tones = _split_tone(word.lower())
    if len(tones) > 1:
        return False
    for length in (3, 2, 1, 0):
        onset, rhyme = bare[:length], bare[length:]
        known = onset in _ONSETS or onset in _HIGHLAND_ONSETS
        if known and (rhyme in _RHYMES or (onset == "qu" and f"u{rhyme}" in _RHYMES)):
            return not rhyme.endswith(_STOPS) or bool(_STOPPED_TONES.intersection(tones))
    return False


def _split_tone(word: str) -> tuple[str, list[str]]:
    """The word without its tone marks, composed; the marks."""
    apart = unicodedata.normalize("NFD", word)
    tones = [character for character in apart if character in _TONES]
    bare = unicodedata.normalize("NFC", "".join(character for character in apart if character not in _TONES))
    return bare, tones
