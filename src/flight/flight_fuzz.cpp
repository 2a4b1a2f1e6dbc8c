// Fuzz target: bytes of a flight recording, with the ring of a small one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "base/assert.hpp"
#include "flight/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement;
    const auto recording = flight::read_recording({data, size});
    if (!recording) return 0;
    std::size_t bytes = 0;
    for (const auto& record : recording->records) {
        bytes += record.data.size();
        // Every byte can be read, and every moment is one.
        static_cast<void>(std::accumulate(record.data.begin(), record.data.end(), 0U));
        ASSERT(record.at.time_since_epoch().count() >= 0);
    }
    for (const auto& entry : recording->pinned) bytes += entry.data.size();
    ASSERT(bytes <= size);
    return 0;
}
