// Fuzz target: integers and buffers read from arbitrary bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "wire/codec.hpp"

using namespace escapement::wire;

namespace {

// What was read can be written, in no more bytes, and reads as the same.
void check_integer(Reader& in) {
    const std::size_t before = in.rest().size();
    const std::uint32_t value = in.take_int();
    if (!in.ok()) return;
    const std::size_t taken = before - in.rest().size();
    std::array<std::uint8_t, max_int_size> buffer{};
    Writer out(buffer);
    out.put_int(value);
    ASSERT(out.fits() && out.size() <= taken);
    Reader again(out.bytes());
    ASSERT(again.take_int() == value && again.ok() && again.at_end());
}

void check_buffer(Reader& in) {
    const Bytes before = in.rest();
    const Bytes bytes = in.take_bytes();
    if (!in.ok()) return;
    std::array<std::uint8_t, 256> buffer{};
    Writer out(buffer);
    out.put_bytes(bytes);
    ASSERT(out.fits() && std::equal(out.bytes().begin(), out.bytes().end(), before.begin()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Reader in(Bytes(data, size));
    while (!in.at_end()) {
        const std::size_t before = in.rest().size();
        if (before % 3 == 0)
            check_buffer(in);
        else if (before % 7 == 0)
            in.take_int(before % 2 ? 8 : 16);
        else
            check_integer(in);
        ASSERT(in.rest().size() < before);
    }
    return 0;
}
