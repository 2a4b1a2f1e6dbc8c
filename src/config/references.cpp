// Follows references depth first, each value once.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A value is cut at its references.  Each leads to an option, which is resolved first.
// 2. A value that is being resolved already refers to itself, in a circle: an error.
// 3. Replaced texts are remembered by place, so that an expression can take each as one number
//    and errors point at what was written.
#include "config/references.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/names.hpp"
#include "base/text.hpp"
#include "config/computed.hpp"

namespace escapement::config {
namespace {

constexpr std::string_view opening = "${";
constexpr const char* constants_name = "constants";

struct Reference {
    std::size_t begin = 0, end = 0;  // of the whole "${...}"
    std::string section;             // empty: this one, or [constants]
    std::string option;
};

// The next reference at or behind `from`; what is none, such as "${" without its "}", is passed.
std::optional<Reference> find_reference(std::string_view text, std::size_t from) {
    for (auto at = text.find(opening, from); at != text.npos; at = text.find(opening, at + 1)) {
        if (at > 0 && text[at - 1] == '\\') continue;
        const auto end = text.find_first_of("${}", at + opening.size());
        if (end == text.npos || text[end] != '}') continue;
        const auto name = text.substr(at + opening.size(), end - at - opening.size());
        const auto dot = name.find_first_of(".:");
        const bool has_section = dot != name.npos;
        const auto option = base::trim(has_section ? name.substr(dot + 1) : name);
        if (option.empty()) continue;
        return Reference{at,
                         end + 1,
                         std::string(has_section ? base::trim(name.substr(0, dot)) : ""),
                         base::lower_case(option)};
    }
    return std::nullopt;
}

class Resolver {
  public:
    explicit Resolver(Reading& reading)
        : reading_(reading), has_constants_(reading.document.find(constants_name)) {}

    void run();

  private:
    enum class State { open, resolved };
    struct Target {
        const Section* section = nullptr;
        Option* option = nullptr;
    };

    void resolve(const Section& section, Option& option);
    void replace_all(const Section& section, Option& option);
    std::optional<Target> target(const Section& section,
                                 const Option& from,
                                 const Reference& reference);
    static Option* option_of(const Section* section, std::string_view key) {
        return section ? const_cast<Option*>(section->find(key)) : nullptr;
    }
    bool append(const Reference& reference,
                const Option& from,
                Option& option,
                std::string& expanded);
    void complain_nowhere(const Section& section, const Option& option, const Reference& reference);
    std::vector<std::string> known(const Section& section, const Reference& reference) const;
    void error(const Section& section, const Option& option, std::size_t at, std::string what);
    void note_unused();

    Reading& reading_;
    bool has_constants_;
    std::map<const Option*, State> states_;
    std::set<const Option*> used_;
    std::set<const Option*> broken_;  // with an error, or leading to one
    std::size_t depth_ = 0;
    std::size_t total_bytes_ = 0;
};

void Resolver::run() {
    for (Section& section : reading_.document.changeable_sections())
        for (Option& option : section.options) resolve(section, option);
    note_unused();
}

void Resolver::resolve(const Section& section, Option& option) {
    if (option.saved || option.value.find(opening) == std::string::npos) return;
    if (!states_.emplace(&option, State::open).second) return;
    replace_all(section, option);
    states_[&option] = State::resolved;
}

void Resolver::replace_all(const Section& section, Option& option) {
    const std::string written = option.value;
    std::string expanded;
    std::size_t done = 0;
    bool escaped = false;
    const auto copy = [&](std::size_t end) {
        for (; done < end; ++done) {
            const bool escapes = std::string_view(written).substr(done).starts_with("\\${");
            escaped = escaped || escapes;
            if (!escapes) expanded += written[done];
        }
    };
    option.written = written;
    for (auto found = find_reference(written, 0); found;
         found = find_reference(written, found->end)) {
        const auto to = target(section, option, *found);
        copy(to ? found->begin : found->end);
        if (!to) continue;
        if (!append(*found, *to->option, option, expanded)) {
            error(section,
                  option,
                  found->begin,
                  "what references lead to is too large: at most " +
                      std::to_string(ReferenceLimits::value_bytes >> 20) + " MiB a value");
            break;
        }
        done = found->end;
    }
    copy(written.size());
    option.value = std::move(expanded);
    if (escaped && option.replacements.empty())  // all of it was written so
        option.replacements.push_back({0, option.value.size(), 0, written.size()});
    if (option.replacements.empty()) option.written.clear();
}

bool Resolver::append(const Reference& reference,
                      const Option& from,
                      Option& option,
                      std::string& expanded) {
    const auto begin = expanded.size();
    total_bytes_ += from.value.size();
    if (begin + from.value.size() > ReferenceLimits::value_bytes ||
        total_bytes_ > ReferenceLimits::total_bytes)
        return false;
    expanded += from.value;
    option.replacements.push_back({begin, expanded.size(), reference.begin, reference.end});
    return true;
}

std::optional<Resolver::Target> Resolver::target(const Section& section,
                                                 const Option& from,
                                                 const Reference& reference) {
    const bool named = !reference.section.empty();
    const Section* in = named ? reading_.document.find(reference.section) : &section;
    Option* option = option_of(in, reference.option);
    if (!named && (!option || option == &from)) {
        in = reading_.document.find(constants_name);
        option = option_of(in, reference.option);
    }
    if (!option) {
        if (has_constants_) complain_nowhere(section, from, reference);
        return std::nullopt;
    }
    used_.insert(option);
    const auto state = states_.find(option);
    const bool circular = state != states_.end() && state->second == State::open;
    if (circular || depth_ >= ReferenceLimits::depth) {
        error(section,
              from,
              reference.begin,
              circular ? "refers to itself, in a circle through [" + in->name + "] " + option->key
                       : "references lead to references more than " +
                             std::to_string(ReferenceLimits::depth) + " times");
        return std::nullopt;
    }
    ++depth_;
    resolve(*in, *option);
    --depth_;
    if (!broken_.contains(option)) return Target{in, option};
    broken_.insert(&from);
    if (section.name != constants_name)
        error(section,
              from,
              reference.begin,
              "leads to [" + in->name + "] " + option->key + ", which has no value; mend that one");
    return std::nullopt;
}

std::vector<std::string> Resolver::known(const Section& section, const Reference& reference) const {
    std::vector<std::string> names;
    const Section* named = reading_.document.find(reference.section);
    if (!reference.section.empty() && !named) {
        for (const Section& other : reading_.document.sections()) names.push_back(other.name);
        return names;
    }
    names = (named ? named : &section)->keys();
    if (named) return names;
    for (const auto& key : reading_.document.find(constants_name)->keys()) names.push_back(key);
    return names;
}

void Resolver::complain_nowhere(const Section& section,
                                const Option& option,
                                const Reference& reference) {
    const auto& in = reference.section;
    const bool no_section = !in.empty() && !reading_.document.find(in);
    const auto where =
        in.empty() ? "neither this section nor [constants] has an option '" + reference.option + "'"
        : no_section ? "there is no section [" + in + "]"
                     : "[" + in + "] has no option '" + reference.option + "'";
    error(section,
          option,
          reference.begin,
          where +
              base::did_you_mean(no_section ? in : reference.option, known(section, reference)) +
              "; where '${' is meant as text, write '\\${'");
}

void Resolver::error(const Section& section,
                     const Option& option,
                     std::size_t at,
                     std::string what) {
    broken_.insert(&option);
    report(reading_.errors,
           pointed_at(option, at, "[" + section.name + "] " + option.key + ": " + std::move(what)));
}

void Resolver::note_unused() {
    const Section* constants = reading_.document.find(constants_name);
    if (!constants) return;
    for (const Option& option : constants->options)
        if (!used_.contains(&option))
            report(reading_.notes,
                   {option.place,
                    "Constant '" + option.key +
                        "' is unused; remove it, or refer "
                        "to it as ${" +
                        option.key + "}"});
}

}  // namespace

void resolve_references(Reading& reading) {
    Resolver(reading).run();
}

}  // namespace escapement::config
