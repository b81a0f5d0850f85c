#!/bin/sh
# Builds static/govuk/ and tests/vendor/ from npm packages. Run once after a new version: npm install && npm run build
set -eu
cd "$(dirname "$0")/.."
from=node_modules/govuk-frontend
mkdir -p static/govuk tests/vendor
{
  printf '/*! govuk-frontend %s, MIT licence, see LICENCE.txt */\n' "$(node -p "require('./$from/package.json').version")"
  npx sass --load-path=node_modules --style=compressed --no-source-map --quiet-deps scripts/govuk.scss | sed -E -e 's#/\*\# sourceMappingURL=[^*]*\*/##' -e 's/^\xEF\xBB\xBF//' \
    -e 's#url\("\./assets/images/govuk-crest\.svg"\)#none#g'
} > static/govuk/govuk.css
{
  printf '/*! govuk-frontend, MIT licence, see LICENCE.txt */\n'
  sed -E 's#//\# sourceMappingURL=.*$##' $from/dist/govuk/govuk-frontend.min.js
} > static/govuk/govuk.js
cp node_modules/axe-core/axe.min.js tests/vendor/axe.min.js
cp node_modules/axe-core/LICENSE tests/vendor/axe-LICENCE.txt
