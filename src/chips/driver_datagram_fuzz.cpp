// Whatever a serial line carries is read without harm, and what is taken for whole is whole.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/assert.hpp"
#include "chips/driver_datagram.hpp"

namespace escapement::chips {
namespace {

void read_line(std::span<const std::uint8_t> bits) {
    if (const auto bytes = from_line(bits)) ASSERT(bytes->size() <= bits.size());
    for (const std::uint8_t address : {std::uint8_t{0x02}, std::uint8_t{0x6f}})
        if (const auto value = value_of_answer(address, bits))
            ASSERT(std::ranges::equal(read_answer(address, *value), bits));
}

}  // namespace
}  // namespace escapement::chips

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    escapement::chips::read_line({data, size});
    return 0;
}
