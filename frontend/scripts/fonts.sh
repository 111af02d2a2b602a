#!/bin/sh
# Cuts the fonts that every page loads out of those of the packages: Western European letters (for code: ASCII), the
# weights and features in use. Needs fonttools with woff (`pip install 'fonttools[woff]'`); run it when a package is
# renewed, and keep the ranges as they are in src/app/fonts.css.
set -e
cd "$(dirname "$0")/.."
PUNCTUATION="U+2013-2014,U+2018-201A,U+201C-201E,U+2020-2022,U+2026,U+2030,U+2039-203A,U+2190-2193"
LETTERS="U+20-7E,U+A0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,$PUNCTUATION,U+20AC,U+2122,U+21B5,U+2212,U+2215"
cut() {
  fonttools varLib.instancer -q "node_modules/@fontsource-variable/$1/files/$1-latin-wght-normal.woff2" "wght=$2" -o "/tmp/$1.ttf"
  pyftsubset "/tmp/$1.ttf" --unicodes="$3" --layout-features="$4" --no-hinting --flavor=woff2 \
    --output-file="src/app/fonts/$1.woff2"
}
cut inter 400:600 "$LETTERS" kern,calt,ccmp,locl,mark,tnum,cv11,ss03
cut jetbrains-mono 400 "U+20-7E,U+A0,U+B7,$PUNCTUATION" ccmp
