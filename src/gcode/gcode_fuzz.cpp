// Any bytes as a G-code file: read to the end or to an error that names the line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "gcode/outline.hpp"
#include "gcode/parameters.hpp"
#include "gcode/source.hpp"

namespace escapement::gcode {
namespace {

Source source_of(std::string_view bytes) {
    return {"fuzz.gcode", std::make_unique<MemoryInput>(std::string(bytes))};
}

void check_line(std::string_view text) {
    const auto line = parse_line(text);
    ASSERT(line.text().size() <= text.size());
    for (char letter = 'A'; letter <= 'Z'; ++letter)
        if (const auto number = line.number(letter); number && *number)
            ASSERT(std::isfinite(**number));
    if (const auto read = parameters(line)) ASSERT(read->entries().size() <= text.size());
    if (const auto read = extended_parameters(line)) ASSERT(read->entries().size() <= text.size());
    if (checksum_matches(text)) ASSERT(text.find('*') != std::string_view::npos);
}

}  // namespace
}  // namespace escapement::gcode

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement::gcode;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    auto source = source_of(bytes);
    std::uint64_t end = 0;
    auto next = source.next();
    for (; next && *next; next = source.next()) {
        ASSERT((*next)->begin == end);
        end = (*next)->end;
        check_line((*next)->text);
    }
    if (next) ASSERT(end == size);
    if (!next) ASSERT(next.error().what.starts_with("fuzz.gcode:"));
    auto again = source_of(bytes);
    ASSERT(!read_outline(again).broken_off == static_cast<bool>(next));
    check_line(bytes);
    return 0;
}
