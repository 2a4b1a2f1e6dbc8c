// Finding what has to be sent, and choosing a panel.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/text_panel.hpp"

#include <algorithm>

#include "modules/character_panel.hpp"
#include "modules/page_panel.hpp"
#include "modules/st7920_panel.hpp"

namespace escapement::modules {

std::vector<ShadowedBytes::Run> ShadowedBytes::take_changes(std::size_t unit) {
    std::vector<Run> runs;
    const auto differs = [this](std::size_t i) { return !known_ || (*known_)[i] != bytes_[i]; };
    for (std::size_t i = 0; i < bytes_.size();) {
        if (!differs(i)) {
            ++i;
            continue;
        }
        const std::size_t begin = i / unit * unit;
        std::size_t end = i + 1;
        const std::size_t limit = std::min(bytes_.size(), begin + longest_run);
        for (std::size_t k = end; k < limit && k < end + short_gap; ++k)
            if (differs(k)) end = k + 1;
        end = (end + unit - 1) / unit * unit;
        runs.push_back({begin, end - begin});
        i = end;
    }
    known_ = bytes_;
    return runs;
}

std::unique_ptr<TextPanel> make_text_panel(const DisplayConfig& config,
                                           Glyphs glyphs,
                                           printer::Context& context) {
    auto link = make_display_link(config, context);
    const auto& type = config.lcd_type;
    if (type == "st7920" || type == "emulated_st7920")
        return std::make_unique<St7920Panel>(std::move(link), std::move(glyphs));
    if (type == "uc1701" || type == "ssd1306" || type == "sh1106")
        return std::make_unique<PagePanel>(std::move(link), std::move(glyphs), config);
    return std::make_unique<CharacterPanel>(std::move(link), std::move(glyphs), config);
}

}  // namespace escapement::modules
