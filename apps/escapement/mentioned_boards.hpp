// Boards for programs that have none at hand: from dictionary files, or made up to fit.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/document.hpp"
#include "wire/dictionary.hpp"

namespace escapement::app {

struct NamedDictionary {
    std::string name;  // "mcu" first
    wire::Dictionary dictionary;
};

// "[NAME=]FILE" in its parts; without a name it is the main board's.
struct GivenDictionary {
    std::string name, file;
};
GivenDictionary split_given(const std::string& text);

// "mcu" and the names of all [mcu NAME] sections.
std::vector<std::string> board_names(const config::Document& config);

// One dictionary for each board.  `given` are "[NAME=]FILE"; fails on a file that cannot be read,
// a name that the configuration does not have, and a board without a file.
base::Result<std::vector<NamedDictionary>> boards_from_files(const config::Document& config,
                                                             const std::vector<std::string>& given);

// The same, but a board without a file is taken to be able to do everything, on every pin that
// the configuration mentions.
base::Result<std::vector<NamedDictionary>> boards_for_check(const config::Document& config,
                                                            const std::vector<std::string>& given);

}  // namespace escapement::app
