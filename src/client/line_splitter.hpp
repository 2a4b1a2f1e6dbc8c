// Bytes from a cable, as lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::client {

class LineSplitter {
  public:
    // What is behind this many bytes of a line is lost.
    static constexpr std::size_t max_line = 1024;

    // The lines that these bytes end, without their ends; empty lines are none.
    std::vector<std::string> take(std::string_view bytes);
    void clear() { partial_.clear(); }

  private:
    std::string partial_;
};

}  // namespace escapement::client
