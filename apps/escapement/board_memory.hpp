// What boards have said about themselves, for the time when they are missing.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "wire/dictionary.hpp"

namespace escapement::app {

// A folder with a file for each board, made when there is something to remember.  Belongs to the
// main thread.
class BoardMemory {
  public:
    // Remembers nothing without a folder.
    explicit BoardMemory(std::string folder) : folder_(std::move(folder)) {}

    // What cannot be written is forgotten.
    void remember(const std::string& board, const wire::Dictionary& dictionary) const;
    // Nothing if the board was never there, or the file makes no sense.
    std::optional<wire::Dictionary> recall(const std::string& board) const;

  private:
    std::string path(const std::string& board) const;

    std::string folder_;
};

// Beside the recording of a printer.  Empty where there is no such place.
std::string usual_memory_folder(const std::string& config_file);

}  // namespace escapement::app
