"use strict";

const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { fileURLToPath } = require("node:url");

/** The path of a seed: its own, or that of a new file in a folder that holds its value. */
function seedFile(seed, index, folder) {
    if (typeof seed === "string") return seed;
    if (seed instanceof URL) return fileURLToPath(seed);
    const isSQL = typeof seed.sql === "string";
    const path = join(folder, `seed-${index + 1}.${isSQL ? "sql" : "json"}`);
    // A line for each value, because mistakes are told with their place.
    writeFileSync(path, isSQL ? seed.sql : JSON.stringify(seed, null, 2));
    return path;
}

module.exports = { seedFile };
