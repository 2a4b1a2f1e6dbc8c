// A place in the file system that one program at a time may use.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.hpp"

namespace escapement::app {

// Leaves nothing behind: the system takes the place back when its holder ends, however that is.
class SoleHolder {
  public:
    // Fails if somebody holds the place, by whatever name, or if its folder is not there.
    static base::Result<SoleHolder> of(const std::string& path);
    SoleHolder(SoleHolder&& other) noexcept;
    SoleHolder& operator=(SoleHolder&&) = delete;
    ~SoleHolder();

  private:
    explicit SoleHolder(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace escapement::app
