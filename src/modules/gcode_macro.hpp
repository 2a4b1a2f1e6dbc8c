// G-code commands that the owner of a printer has written.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gcode/line.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/script_template.hpp"
#include "printer/section_name.hpp"
#include "template/host.hpp"
#include "template/literal.hpp"

namespace escapement::modules {

// [gcode_macro NAME].  Its command is the name in capitals.  Belongs to the main thread.
class GcodeMacro {
  public:
    struct Config {
        printer::SectionName section;
        printer::ScriptTemplate gcode;
        std::optional<std::string> rename_existing;
        std::string description = "G-Code macro";
        std::vector<std::pair<std::string, std::string>> variables;
    };
    struct Status {
        base::Value variables;
    };
    static void describe(printer::Description<GcodeMacro>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    // Throws ConfigError when there is such a command already and it is not to be renamed.
    GcodeMacro(Config config, printer::Context& context);
    GcodeMacro(const GcodeMacro&) = delete;
    GcodeMacro& operator=(const GcodeMacro&) = delete;
    ~GcodeMacro() {
        if (running_) running_->forget();
    }

    // Takes the place of a command that is renamed.  Throws ConfigError when there is none.
    void after_build();

    const std::string& command() const { return command_.name; }
    const printer::SectionName& section() const { return config_.section; }
    const printer::ScriptTemplate& gcode() const { return config_.gcode; }
    // Another text from now on; what is running goes on as it was.
    void replace(printer::ScriptTemplate gcode) { config_.gcode = std::move(gcode); }

    Status status() const;
    // The variables, as templates see them.
    templates::HostObject& host_object() { return variables_; }

  private:
    class Names;
    // In the order of the configuration.
    class Variables final : public templates::HostObject {
      public:
        void set(std::string_view name, templates::Literal value);
        const templates::Literal* find(std::string_view name) const;
        const auto& all() const { return all_; }
        std::optional<templates::HostValue> field(std::string_view name) override;
        bool has(std::string_view name) override { return find(name) != nullptr; }
        std::vector<std::string> names() override;

      private:
        std::vector<std::pair<std::string, templates::Literal>> all_;
    };
    // As long as it lives, the macro cannot be called.  May outlive the macro: tasks of modules
    // that were made earlier do.
    class Running {
      public:
        explicit Running(GcodeMacro& macro) : macro_(&macro) { macro.running_ = this; }
        Running(Running&& other) noexcept : macro_(std::exchange(other.macro_, nullptr)) {
            if (macro_) macro_->running_ = this;
        }
        Running& operator=(Running&&) = delete;
        ~Running() {
            if (macro_) macro_->running_ = nullptr;
        }
        void forget() { macro_ = nullptr; }

      private:
        GcodeMacro* macro_;
    };

    std::optional<runtime::Task<>> run(const gcode::Line& line);
    static runtime::Task<> go_on(Running running, printer::ScriptRun script);
    void set_variable(const gcode::Line& line);

    Config config_;
    printer::Context& context_;
    printer::Command command_;
    Variables variables_;
    Running* running_ = nullptr;
};

}  // namespace escapement::modules
