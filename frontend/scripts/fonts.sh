#!/bin/sh
# Cuts the fonts that every page loads out of those of the packages: English letters and signs, the weights and features in
# use; accented letters of Western Europe are a file of their own, loaded when there is text with them. Needs fonttools
# with woff (`pip install 'fonttools[woff]'`); run it when a package is renewed, and keep the ranges as they are in
# src/app/fonts.css.
set -e
cd "$(dirname "$0")/.."
PUNCTUATION="U+2013-2014,U+2018-201A,U+201C-201E,U+2020-2022,U+2026,U+2030,U+2039-203A,U+2190-2193"
SIGNS="U+A0,U+2002-200B,U+202F,U+2060,U+A7,U+AB,U+B7,U+BB,U+D7,$PUNCTUATION,U+20AC,U+2122,U+21B5,U+2212,U+2215"
ACCENTED="U+A1-A6,U+A8-AA,U+AC-B6,U+B8-BA,U+BC-D6,U+D8-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC"
FEATURES=kern,ccmp,locl,mark,tnum,cv11,ss03
weights() {
  fonttools varLib.instancer -q "node_modules/@fontsource-variable/$1/files/$1-latin-wght-normal.woff2" "wght=$2" -o "/tmp/$1.ttf"
}
cut() {
  pyftsubset "/tmp/$1.ttf" --unicodes="$3" --layout-features="$4" --no-hinting --flavor=woff2 \
    --output-file="src/app/fonts/$2.woff2"
}
weights inter 400:600
cut inter inter "U+20-7E,$SIGNS" $FEATURES
cut inter inter-accented "$ACCENTED" $FEATURES
weights jetbrains-mono 400
cut jetbrains-mono jetbrains-mono "U+20-7E,U+A0,U+B7,U+2002-200B,U+202F,U+2060,$PUNCTUATION" ccmp
