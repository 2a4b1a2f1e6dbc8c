// All accelerometers of a printer, and the commands that use one by itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/accelerometer.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class Accelerometers {
  public:
    struct Choice {
        std::optional<std::string> chip;
    };
    struct Measure : Choice {
        std::optional<std::string> name;
    };
    struct ReadRegister : Choice {
        std::string reg;
    };
    struct WriteRegister : ReadRegister {
        std::string val;
    };
    static void describe(printer::Description<Accelerometers>& module);

    explicit Accelerometers(printer::Context& context) : context_(context) {}

    // Throws ConfigError when its name is taken, or when a second one has no name.
    void add(Accelerometer& chip);
    bool any() const { return !chips_.empty(); }
    // By its section's full name, "adxl345 hotend"; nullptr if that is no accelerometer.
    Accelerometer* find(const std::string& full_name) const;
    // Where the file of a recording goes.
    static std::string recording_path(const Accelerometer& chip, const std::string& label);

  private:
    runtime::Task<> measure(const Measure& request);
    runtime::Task<> query(const Choice& request);
    runtime::Task<> read(const ReadRegister& request);
    runtime::Task<> write(const WriteRegister& request);
    Accelerometer& choose(const Choice& choice) const;

    printer::Context& context_;
    std::map<std::string, Accelerometer*, std::less<>> chips_;  // by name
    Accelerometer* nameless_ = nullptr;
};

// A label for the files of a command: what it was given, else the date and time.  Throws
// CommandError if files cannot be called so.
std::string file_label(const std::optional<std::string>& given);

}  // namespace escapement::modules
