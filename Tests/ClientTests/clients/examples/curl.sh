#!/usr/bin/env bash
# Walks through a world with plain curl, against a Seatfiller at SEATFILLER_URL.
set -euo pipefail

server=${SEATFILLER_URL:-http://127.0.0.1:7328}
# Others may run this meanwhile, also on another machine.
world=curl-$$-$RANDOM
base=$server/__world/$world

# ask CURL_ARGUMENT… leaves the answer in `body` and `status`.
ask() {
    local answer
    answer=$(curl --silent --show-error --max-time 10 --write-out '\n%{http_code}' "$@")
    status=${answer##*$'\n'}
    body=${answer%$'\n'*}
}

# What matches $1 in `body`, because the rest differs from run to run.
part() {
    grep -o "$1" <<<"$body"
}

# Prints how many seats came, and leaves the token of the next page in `token`.
page() {
    ask "$base/V1/Users/max@contoso.com/Seats?maxResults=100&continuationToken=$token"
    if [[ $status == 200 ]]; then
        echo "page: 200, $(part '"assignedTo"' | grep -c .) seats"
        token=$(sed -n 's/.*"continuationToken":"\([^"]*\)".*/\1/p' <<<"$body")
    else
        echo "page: $status, $(part '"code":"[^"]*"')"
    fi
}

# Asking for anything would make it too, but this is refused if somebody has the name already.
ask --request PUT "$server/__admin/worlds/$world"
echo "make a world: $status"

ask "$base/__admin/faults" --data '{
  "match": { "operation": "store.listSeatsOfUser", "page": 2 },
  "when": { "times": 1 },
  "do": { "status": 503 } }'
echo "break page 2 once: $status, $body"

# Three pages, and one of them twice: a broken page leaves `token` as it was.
token=
for _ in 1 2 3 4; do
    page
done

ask "$base/__admin/requests/count" --data '{ "operation": "store.listSeatsOfUser" }'
echo "asked: $body"
ask "$base/__admin/requests/count" --data '{ "operation": "store.listSeatsOfUser", "status": 503 }'
echo "refused: $body"

ask --request PUT "$base/__admin/clock" --data '{ "now": "2018-05-01T12:00:00Z", "frozen": true }'
echo "stop the clock: $(part '"now":"[^"]*"')"
ask --request PUT "$base/__admin/clock" --data '{ "advanceSeconds": 3600 }'
echo "an hour later: $(part '"now":"[^"]*"')"
ask --request POST "$base/V1/Inventory/9NBLGGH4R2R6/0016/Seats/carol@contoso.com"
echo "assign: $(part '"dateAssigned":"[^"]*"')"

ask --request POST "$base/__admin/reset"
echo "reset: $status"
ask "$base/V1/Users/carol@contoso.com/Seats"
echo "carol: $body"
ask "$base/__admin/clock"
echo "the clock: $(part '"frozen":[a-z]*')"

ask --request DELETE "$server/__admin/worlds/$world"
echo "drop the world: $status"
