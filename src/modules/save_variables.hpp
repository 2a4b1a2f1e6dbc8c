// Variables that macros keep, also when the printer is switched off.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/value.hpp"
#include "modules/variable_file.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

// [save_variables].  Belongs to the main thread.
class SaveVariables {
  public:
    struct Config {
        printer::SectionName section;
        std::string filename;
    };
    struct Status {
        base::Value variables;
    };
    struct Save {
        std::string variable, value;
    };
    static void describe(printer::Description<SaveVariables>& module);

    // Reads the file, and makes it if there is none.  Throws ConfigError.
    SaveVariables(const Config& config, printer::Context& context);

    Status status() const;

  private:
    void save(const Save& request);
    void write(const Variables& variables) const;

    printer::Context& context_;
    std::string path_;
    Variables variables_;
};

}  // namespace escapement::modules
