// What every template sees of the printer, `printer`, and what it can do to it, `action_...`.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "template/host.hpp"
#include "template/run.hpp"

namespace escapement::printer {

class Console;
class Modules;

// Methods of programs that are connected to the printer, which templates may call by name.
class RemoteMethods {
  public:
    using Method = std::function<void(const base::Value::Table& parameters)>;

    // A method of the same name is replaced.
    void add(std::string name, Method method) {
        methods_.insert_or_assign(std::move(name), std::move(method));
    }
    void remove(const std::string& name) { methods_.erase(name); }
    // Fails when nobody has registered the method.
    base::Result<void> call(std::string_view name, const base::Value::Table& parameters) const;

  private:
    std::map<std::string, Method, std::less<>> methods_;
};

// Which templates tell their values as their lines run: see MACRO_TRACE.
class TemplateTrace {
  public:
    // All of them, or those of that name ("gcode_macro PARK:gcode") as well.
    void start() { all_ = true; }
    void start(std::string name) { some_.insert(std::move(name)); }
    void stop() {
        all_ = false;
        some_.clear();
    }
    // Only ends what was started by name.
    void stop(const std::string& name) { some_.erase(name); }
    bool wants(const std::string& name) const {
        return all_ || (!some_.empty() && some_.contains(name));
    }
    bool wants_all() const { return all_; }
    const std::set<std::string>& some() const { return some_; }

  private:
    bool all_ = false;
    std::set<std::string> some_;
};

// Belongs to the main thread.
class TemplateHost {
  public:
    TemplateHost(const Modules& modules,
                 const Console& console,
                 std::function<void(std::string reason)> shut_down);
    ~TemplateHost();
    TemplateHost(const TemplateHost&) = delete;
    TemplateHost& operator=(const TemplateHost&) = delete;

    // `printer` and the actions; nothing for other names.
    std::optional<templates::HostValue> find(std::string_view name);
    const templates::Limits& limits() const { return limits_; }
    RemoteMethods& remote_methods() { return remote_methods_; }
    TemplateTrace& trace() { return trace_; }
    // Asked before each line of a script: whether so many have been run without a pause that
    // everything else should get its turn now.
    bool is_time_for_others() {
        if (++lines_ < lines_at_once) return false;
        lines_ = 0;
        return true;
    }

  private:
    static constexpr int lines_at_once = 64;

    class Action;
    class PrinterObject;

    std::unique_ptr<PrinterObject> printer_;
    std::vector<std::unique_ptr<Action>> actions_;
    RemoteMethods remote_methods_;
    TemplateTrace trace_;
    int lines_ = 0;
    std::mt19937_64 random_;  // seeded alike each time: a plan is repeatable
    templates::Limits limits_;
};

}  // namespace escapement::printer
