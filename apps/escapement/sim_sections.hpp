// What sections of a configuration say, read without the printer's modules.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "config/document.hpp"
#include "config/expression.hpp"

namespace escapement::app {

// Carries an Error out of nested readers; make_blueprint() catches it.
struct Failure {
    base::Error error;
};

[[noreturn]] inline void fail(const config::Section& section, const std::string& what) {
    throw Failure{{section.place.text() + ": [" + section.name + "] " + what}};
}

template <class T>
T value_or_fail(base::Result<T> result, const config::Section& section, const std::string& option) {
    if (!result) fail(section, option + ": " + result.error().what);
    return std::move(*result);
}

inline double number(const config::Section& section,
                     const std::string& key,
                     std::optional<double> otherwise = {}) {
    const auto* option = section.find(key);
    if (!option) {
        if (otherwise) return *otherwise;
        fail(section, key + ": must be specified");
    }
    return value_or_fail(config::compute_number(option->value), section, key);
}

inline std::string text(const config::Section& section, const std::string& key) {
    const auto* option = section.find(key);
    if (!option) fail(section, key + ": must be specified");
    return option->value;
}

}  // namespace escapement::app
