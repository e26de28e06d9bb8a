#!/usr/bin/env bash
# Installs Moodle at the first start, then serves it on port 8080 behind the proxy.
set -euo pipefail
: "${MOODLE_ADMIN_PASSWORD:?set MOODLE_ADMIN_PASSWORD in .env}"
: "${MOODLE_DB_PASSWORD:?set MOODLE_DB_PASSWORD in .env}"

# Moodle fetches Tandem's public keys over https: it must trust the proxy's authority.
cp /caddy/caddy/pki/authorities/local/root.crt /usr/local/share/ca-certificates/tandem-proxy.crt
update-ca-certificates >/dev/null

cd /var/www/html
if ! [ -e version.php ]; then
  command -v git >/dev/null || { apt-get update -qq && apt-get install -y -qq git; }
  git clone --depth 1 --branch "$MOODLE_BRANCH" https://github.com/moodle/moodle.git /tmp/moodle
  cp -a /tmp/moodle/. . && rm -rf /tmp/moodle
fi
if ! [ -e config.php ]; then
  mkdir -p /var/www/moodledata
  php admin/cli/install.php --non-interactive --agree-license --lang=en \
    --wwwroot=https://moodle.localhost --dataroot=/var/www/moodledata \
    --dbtype=pgsql --dbhost=moodle-db --dbname=moodle --dbuser=moodle --dbpass="$MOODLE_DB_PASSWORD" \
    --fullname='Moodle for Tandem' --shortname=moodle --adminpass="$MOODLE_ADMIN_PASSWORD" --adminemail=admin@moodle.localhost
  # Behind a proxy that ends TLS; and this Moodle may call hosts inside the compose network.
  sed -i "/require_once/i \$CFG->sslproxy = true;\n\$CFG->curlsecurityblockedhosts = '';\n\$CFG->curlsecurityallowedport = \"443\\\\n80\";" config.php
fi
chown -R www-data:www-data /var/www/moodledata config.php
sed -ri 's/^Listen 80$/Listen 8080/' /etc/apache2/ports.conf
sed -ri 's/<VirtualHost \*:80>/<VirtualHost *:8080>/' /etc/apache2/sites-available/*.conf
(while sleep 60; do php admin/cli/cron.php >/dev/null || echo 'Moodle cron failed' >&2; done) &
exec apache2-foreground
