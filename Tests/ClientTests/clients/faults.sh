#!/usr/bin/env bash
# Meets every fault as curl sees it. Usage: faults.sh BASE_URL
for fault in connection=EMPTY_RESPONSE connection=CONNECTION_RESET_BY_PEER \
    connection=MALFORMED_RESPONSE_CHUNK connection=RANDOM_DATA_THEN_CLOSE delay=60000 status=503; do
    patience=30
    [ "$fault" = delay=60000 ] && patience=0.5
    curl --silent --output /dev/null --max-time "$patience" --header "X-Seatfiller-Fault: $fault" \
        "$1/V1/Users/ann@contoso.com/Seats"
    echo "$fault: $?"
done
curl --silent --output /dev/null --request POST "$1/__admin/faults" \
    --data '{"do":{"truncateBody":10}}'
curl --silent --output /dev/null "$1/V1/Users/ann@contoso.com/Seats"
echo "truncateBody: $?"
