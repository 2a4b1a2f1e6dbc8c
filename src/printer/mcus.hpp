// The printer's microcontrollers by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::mcu {
class Mcu;
}

namespace escapement::printer {

// Owns them; the application makes them, one for each [mcu] section, before anything else is
// built.  Belongs to the main thread.
class Mcus {
  public:
    Mcus();
    ~Mcus();
    Mcus(const Mcus&) = delete;
    Mcus& operator=(const Mcus&) = delete;

    // The first must be the main one; its name is "mcu".
    mcu::Mcu& add(std::unique_ptr<mcu::Mcu> mcu);

    // The microcontroller of that name, or nullptr.
    mcu::Mcu* find(std::string_view name) const;
    // The one that the toolhead's time is made from.
    mcu::Mcu& main() const;
    const std::vector<std::unique_ptr<mcu::Mcu>>& all() const { return mcus_; }
    std::vector<std::string> names() const;

  private:
    std::vector<std::unique_ptr<mcu::Mcu>> mcus_;
};

}  // namespace escapement::printer
