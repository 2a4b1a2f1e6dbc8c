// Options that are empty or belong to others, names that are misspelt, lines that come from a pipe.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/typed_words.hpp"

#include <algorithm>
#include <cstddef>

#include "base/names.hpp"
#include "client/gcode_words.hpp"

namespace escapement::app {

namespace {

constexpr std::size_t most_input = 10 << 20;  // bytes

const std::string& typed_value(const std::string& option, const ClientWish& wish) {
    if (option == "--port") return wish.port;
    if (option == "--moonraker") return wish.moonraker;
    if (option == "--octoprint") return wish.octoprint;
    if (option == "--user") return wish.user;
    return option == "--password" ? wish.password : wish.api_key;
}

}  // namespace

std::string why_unclear(const ClientWish& wish, const std::vector<std::string>& typed) {
    const bool served = !wish.moonraker.empty() || !wish.octoprint.empty();
    for (const auto& option : typed) {
        if (typed_value(option, wish).empty())
            return option + ": there is nothing in \"\"; leave it out, or name what is meant";
        const bool login = option == "--user" || option == "--password";
        if (login && !wish.octoprint.empty())
            return option + ": is for Moonraker; OctoPrint wants --api-key";
        if (login && !served) return option + ": is for a server; --moonraker names it";
        if (option == "--api-key" && !served)
            return option + ": is for a server; --moonraker or --octoprint names it";
    }
    return {};
}

std::string why_no_command(std::string_view typed, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), typed) != known.end()) return {};
    return "there is no command '" + std::string(typed) + "'" + base::did_you_mean(typed, known);
}

base::Result<std::vector<std::string>> with_input(const std::vector<std::string>& gcode,
                                                  std::istream& input) {
    std::vector<std::string> all;
    for (const auto& text : gcode) {
        if (text != "-") {
            all.push_back(text);
            continue;
        }
        std::size_t size = 0;
        for (std::string line; std::getline(input, line);) {
            size += line.size() + 1;
            if (size > most_input)
                return base::Error{"standard input: is more than 10 MB; --stream prints files"};
            const auto code = line.substr(0, line.find(';'));
            if (!client::lines_of(code).empty()) all.push_back(line);
        }
    }
    if (all.empty()) return base::Error{"standard input: there is nothing in it to be sent"};
    return all;
}

}  // namespace escapement::app
