"use strict";

/** How many of the latest requests and traversals are shown. */
const MOST = 50;

/** How long a line may be: a continuation token has hundreds of characters. */
const LONGEST = 200;

/** For people: what clients have asked, and how they have read lists, if they are done now. */
async function report(world) {
    // "before" gives the latest entries.
    const query = { before: Number.MAX_SAFE_INTEGER, limit: MOST };
    const { requests } = await world.requests.list(query);
    const { traversals } = await world.traversals.list({ limit: MOST });
    const reasons = await world.traversals.verify({ least: 0 }).then(() => [], complaints);
    const lines = [
        `seatfiller world ${world.name}`,
        requests.length === 0 ? "requests: none" : "requests:",
        ...requests.map(requestLine),
        traversals.length === 0 ? "traversals: none" : "traversals:",
        ...traversals.reverse().map(traversalLine),
        ...reasons.map((reason) => `  ${reason}`),
    ];
    return lines.map((line) => shortened(line)).join("\n");
}

function requestLine({ id, method, path, query, status, rule, fault }) {
    const pairs = Object.entries(query).flatMap(
        ([name, values]) => [].concat(values).map((value) => `${name}=${value}`));
    const target = pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
    // The end of a line tells more than that of a token.
    const answer = status ?? "no answer";
    return `  ${id} ${method} ${shortened(target, 90)}: ${answer} by ${fault ?? rule}`;
}

function traversalLine(traversal) {
    const { id, operation, user, customerId, verdict, reason, pages, missed, repeated } = traversal;
    const whose = user ?? customerId;
    const list = whose === undefined ? operation : `${operation} of ${whose}`;
    const why = reason === undefined ? "" : `, ${reason}`;
    const counts = `missed ${missed ?? "unknown"}, repeated ${repeated ?? "unknown"}`;
    return `  ${id} ${list}: ${verdict}${why}; pages ${pages}, ${counts}`;
}

/** Why traversals do not hold. */
function complaints(error) {
    if (error.reasons === undefined) throw error;
    return error.reasons;
}

function shortened(line, longest = LONGEST) {
    return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

module.exports = { report };
