#!/usr/bin/env bash
# Reads both APIs with curl, and with grep and sed for want of a JSON parser.
# Usage: walk.sh BASE_URL
set -euo pipefail

base=${1:?usage: walk.sh BASE_URL}
customer=6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11

fail() {
    echo "walk.sh: $*" >&2
    exit 1
}

# ask STATUS CURL_ARGUMENT… leaves the answer in `body`, because an exit inside $(…) would end
# the subshell only.
ask() {
    local expected=$1 answer status
    shift
    answer=$(curl --silent --show-error --max-time 10 --write-out '\n%{http_code}' "$@")
    status=${answer##*$'\n'}
    body=${answer%$'\n'*}
    [[ $status == "$expected" ]] || fail "$status, not $expected: $* answered $body"
}

# The string member of `body` that is called $1; nothing where there is none.
member() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$body"
}

# The product key of each seat in $1, a line each.
keys() {
    grep -o '"productKey":{[^}]*}' <<<"$1" || true
}

# An empty token asks for the first page, and a token is pasted into the URL as it came: Microsoft's
# own PowerShell module does not encode it either.
walk() {
    local size=$1 token="" next answers="" pages=0 seats distinct
    while :; do
        ask 200 "$base/V1/Users/max@contoso.com/Seats?maxResults=$size&continuationToken=$token"
        answers+=$body$'\n'
        pages=$((pages + 1))
        next=$(member continuationToken)
        [[ -n $next ]] || break
        [[ $next != "$token" ]] || fail "the token of page $pages leads back to it"
        token=$next
    done
    seats=$(keys "$answers" | wc -l)
    distinct=$(keys "$answers" | sort -u | wc -l)
    # Arithmetic, because some systems' wc pads its number.
    echo "maxResults=$size: $((seats)) seats, $((distinct)) distinct, $pages pages"
}

# Each tenant in `body`, as `name assigned/available`.
tenants() {
    local pattern='.*"name":"([^"]*)","availableUserSeat":([0-9]+),"assignedUserSeat":([0-9]+).*'
    local tenant line=""
    while IFS= read -r tenant; do
        line+="${line:+, }$tenant"
    done < <(grep -o '{[^}]*}' <<<"$body" | sed -E "s|$pattern|\1 \3/\2|")
    echo "$line"
}

for size in 100 25 7 1; do
    walk "$size"
done

for type in 0 1 2 3; do
    url=$base/partner/external/v3/general/customers/$customer/3rd-party-products/type/$type/users
    ask 200 --header 'Content-Type: application/json' --data '{}' "$url"
    with_object=$(tenants)
    # Neither a body nor a Content-Length.
    ask 200 --request POST "$url"
    without_body=$(tenants)
    [[ $with_object == "$without_body" ]] || fail "type $type: $with_object, but $without_body"
    echo "type $type: $with_object"
done

ask 400 "$base/V1/Users/max@contoso.com/Seats?maxResults=101"
echo "maxResults=101: 400 $(member parameterName)"

ask 404 "$base/V1/Users/nobody@contoso.com/Seats"
echo "nobody: 404 $(member itemType) $(sed -n 's/.*"values":\["\([^"]*\)".*/\1/p' <<<"$body")"
