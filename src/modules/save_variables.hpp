// Variables that macros keep, also when the printer is switched off.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "modules/variable_file.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/section_name.hpp"
#include "template/host.hpp"

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
    // What templates see: tuples stay tuples, and keys numbers.
    templates::HostObject& host_object() { return seen_; }

  private:
    class Seen final : public templates::HostObject {
      public:
        explicit Seen(const Variables& variables) : variables_(variables) {}
        std::optional<templates::HostValue> field(std::string_view name) override;
        bool has(std::string_view name) override { return name == field_name; }
        std::vector<std::string> names() override { return {field_name}; }

      private:
        static constexpr const char* field_name = "variables";
        const Variables& variables_;
    };
    void save(const Save& request);
    void write(const VariableFile& file) const;
    void tell_unheld() const;

    printer::Context& context_;
    std::string path_;
    VariableFile file_;
    Seen seen_{file_.variables};
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
