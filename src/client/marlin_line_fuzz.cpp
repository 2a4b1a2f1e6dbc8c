// Any bytes as what a printer says: never a crash, and nothing out of bounds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "client/marlin_reader.hpp"

namespace {

using namespace escapement::client;

void check(const MarlinLine& line, std::string_view text) {
    ASSERT(line.text.size() <= text.size());
    if (line.progress) ASSERT(*line.progress >= 0.0 && *line.progress < 10.0);
    if (line.fan) ASSERT(*line.fan >= 0.0 && *line.fan <= 1.0);
    if (!line.temperatures) return;
    ASSERT(line.temperatures->tools.size() <= 2 * max_tools);
    for (const auto& [tool, heater] : line.temperatures->tools)
        ASSERT(tool >= 0 && tool < max_tools && std::isfinite(*heater.celsius));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Snapshot known;
    MarlinReader reader(known);
    while (!bytes.empty()) {
        const auto text = bytes.substr(0, bytes.find('\n'));
        const auto line = parse_marlin_line(text);
        check(line, text);
        reader.hear(line, escapement::base::HostTime{});
        bytes.remove_prefix(text.size() < bytes.size() ? text.size() + 1 : bytes.size());
    }
    ASSERT(known.hotends.size() <= max_tools);
    return 0;
}
