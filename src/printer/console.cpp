// Marks lines as remarks, errors and answers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/console.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace escapement::printer {

void Console::info(std::string_view text) const {
    std::string out;
    std::string_view rest = base::trim(text);
    while (true) {
        const auto end = std::min(rest.find('\n'), rest.size());
        out.append("// ").append(base::trim(rest.substr(0, end)));
        if (end == rest.size()) break;
        out += '\n';
        rest.remove_prefix(end + 1);
    }
    raw(out);
}

void Console::error(std::string_view text) const {
    const std::string_view all = base::trim(text);
    const auto end = all.find('\n');
    if (end != std::string_view::npos) info(all);
    raw("!! " + std::string(base::trim(all.substr(0, end))));
}

bool Console::answer(std::string_view text) const {
    if (!std::exchange(answer_expected_, false)) return false;
    raw("ok " + std::string(text));
    return true;
}

}  // namespace escapement::printer
