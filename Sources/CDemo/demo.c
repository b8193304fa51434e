#include "CDemo.h"

#include <unistd.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

// Swift would take seconds to compile as long an array, and put it together as it is asked for.
static const unsigned char demo[] = {
#embed "demo.db"
};

int32_t seatfiller_write_demo(int32_t descriptor) {
    for (size_t written = 0; written < sizeof demo;) {
        ssize_t count = write(descriptor, demo + written, sizeof demo - written);
        if (count <= 0) return 0;
        written += (size_t)count;
    }
    return 1;
}
