#include "CDemo.h"

#include <unistd.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

// Swift would take seconds to compile as long an array, and put it together as it is asked for.
static const unsigned char demo[] = {
#embed "demo.db"
};

const int64_t seatfiller_demo_size = sizeof demo;

int32_t seatfiller_write_demo(int32_t descriptor, int64_t offset) {
    for (size_t written = 0; written < sizeof demo;) {
        ssize_t count =
            pwrite(descriptor, demo + written, sizeof demo - written, offset + (off_t)written);
        if (count <= 0) return 0;
        written += (size_t)count;
    }
    return 1;
}
