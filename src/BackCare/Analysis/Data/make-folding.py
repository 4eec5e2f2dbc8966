"""Makes folding.txt: characters beyond ASCII and the ASCII letters, digits or marks they are read as.

From the Unicode Character Database that ships with Python (Unicode licence v3), and a short hand-made list of look-alikes.

    python3 make-folding.py > folding.txt
"""
import re
import sys
import unicodedata

# Letters of other scripts that look like Latin ones.
ALIKE = """
а a А a в b В b е e Е e к k К k м m М m н h Н h о o О o р p Р p с c С c т t Т t у y У y х x Х x ѕ s Ѕ s і i І i ї i Ї i ј j Ј j ԁ d ԛ q ԝ w
һ h ѵ v ь b г r ӏ l Ӏ l ғ f ҽ e ё e Ё e ԍ g ո n
α a Α a β b Β b γ y ε e Ε e ζ z Ζ z η n Η h ι i Ι i κ k Κ k Μ m μ u ν v Ν n ο o Ο o π n ρ p Ρ p σ o τ t Τ t υ u Υ y χ x Χ x ω w
օ o ս u հ h ց g զ q
Ꭺ a Ᏼ b Ꮯ c Ꭰ d Ꭼ e Ꮐ g Ꮋ h Ꭻ j Ꮶ k Ꮮ l Ꮇ m Ꮲ p Ꮢ r Ꮪ s Ꭲ t Ꮩ v Ꮃ w Ꮓ z
ı i ɑ a ɡ g ɩ i ʟ l ɴ n ʀ r ꜱ s ʏ y ß ss æ ae Æ ae œ oe Œ oe ø o Ø o đ d Đ d ł l Ł l þ th ð d ə e ɐ a ɔ c ǝ e ɥ h ɯ m ʇ t ʌ v ʍ w ʎ y ᴉ i ɾ r ʞ k
’ ' ‘ ' ʼ ' ＇ ' ′ ' ´ ' “ " ” " „ " – - — , ‐ - ‑ - ‒ - ― - − - … . ¿ ? ¡ ! 。 . 、 , । . • . ¢ c € e £ l ¥ y
🌡 temperature
""".split()

NAMED = re.compile(r"(?:LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL )?|(?:NEGATIVE )?(?:CIRCLED|SQUARED) LATIN (?:SMALL|CAPITAL) LETTER "
                   r"|REGIONAL INDICATOR SYMBOL LETTER )([A-Z])(?: WITH .*)?$")

table = dict(zip(ALIKE[::2], ALIKE[1::2]))
for code in range(0x80, sys.maxunicode + 1):
    char = chr(code)
    if char in table or 0xD800 <= code <= 0xDFFF:
        continue
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.category(part).startswith("M")).lower()
    plain = "".join(table.get(part, part) for part in plain)
    if plain.isascii() and plain.isalnum() and len(plain) <= 4:
        table[char] = plain
    elif named := NAMED.match(unicodedata.name(char, "")):
        table[char] = named[1].lower()

for char in sorted(table):
    print(f"{ord(char):X} {table[char]}")
