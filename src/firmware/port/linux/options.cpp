// Reads the command line of the Linux firmware.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/options.hpp"

#include <filesystem>
#include <utility>

namespace escapement::firmware::linux_port {
namespace {

// Flags may be joined, as in -rw.
bool take_flags(const std::string& argument, Options& options) {
    if (argument.size() < 2 || argument[0] != '-') return false;
    for (const char flag : argument.substr(1)) {
        if (flag != 'r' && flag != 'w' && flag != 'h') return false;
        if (flag == 'r') options.real_time_required = true;
        if (flag == 'w') options.watchdog = true;
        if (flag == 'h') options.help = true;
    }
    return true;
}

// An option with a value, behind it or in the same word.
struct Valued {
    std::string_view name;
    std::string Options::*value;
};
constexpr Valued valued[] = {{"-I", &Options::link}, {"--stand-in", &Options::stand_in}};

const Valued* valued_option(std::string_view argument) {
    for (const Valued& option : valued)
        if (argument == option.name) return &option;
    return nullptr;
}

}  // namespace

base::Result<Options> parse_options(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--help") {
            options.help = true;
        } else if (const Valued* option = valued_option(argument)) {
            if (++i == arguments.size()) return base::Error{argument + ": needs a value behind it"};
            options.*option->value = arguments[i];
        } else if (argument.starts_with("-I")) {
            options.link = argument.substr(2);
        } else if (!take_flags(argument, options)) {
            return base::Error{argument + ": unknown option; see --help"};
        }
    }
    if (options.link.empty()) return base::Error{"-I: names no file"};
    if (!options.stand_in.empty() && !std::filesystem::is_directory(options.stand_in))
        return base::Error{"--stand-in: " + options.stand_in + " is no folder"};
    return options;
}

}  // namespace escapement::firmware::linux_port
