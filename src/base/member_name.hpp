// The source name of a data member, recovered from a pointer to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace escapement::base {

template <auto Member>
consteval std::string_view member_name() {
    // Both GCC and Clang spell the argument as "&Type::member" in the signature.
    std::string_view text = __PRETTY_FUNCTION__;
    auto end = text.find_first_of(";]", text.find("Member = "));
    auto begin = text.rfind("::", end) + 2;
    auto name = text.substr(begin, end - begin);
    if (!name.empty() && name.back() == ')') name.remove_suffix(1);
    return name;
}

}  // namespace escapement::base
