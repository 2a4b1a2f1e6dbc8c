// Lists and values of options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/options.hpp"

namespace escapement::printer {

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> words;
    if (base::trim(text).empty()) return words;
    while (true) {
        const auto comma = text.find(',');
        words.emplace_back(base::trim(text.substr(0, comma)));
        if (comma == std::string_view::npos) return words;
        text.remove_prefix(comma + 1);
    }
}

base::Value to_value(const base::Value& value) {
    return value;
}
base::Value to_value(bool value) {
    return value;
}
base::Value to_value(int value) {
    return value;
}
base::Value to_value(std::int64_t value) {
    return value;
}
base::Value to_value(double value) {
    return value;
}
base::Value to_value(const std::string& value) {
    return value;
}
base::Value to_value(const PinName& value) {
    return value.text;
}
base::Value to_value(base::Seconds value) {
    return value.count();
}

}  // namespace escapement::printer
